"use client";

import { useEffect } from "react";

const QUESTION = "You have changes that are not saved. Leave without them?";

/** Asks before a link, a reload or a closed tab loses what is not saved. */
export function useUnsavedGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // Before the router sees it. A link into another tab loses nothing.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const isElsewhere = link?.getAttribute("target") === "_blank" || event.ctrlKey || event.metaKey;
      if (!link || isElsewhere || link.getAttribute("href")?.startsWith("#") || window.confirm(QUESTION))
        return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [isDirty]);
}
