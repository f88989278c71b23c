"use client";

import { useEffect } from "react";
import { guardLeaving, isGuarded, mayLeave } from "@/components/leave-guard";

const QUESTION = "You have changes that are not saved. Leave without them?";

/** Asks before a link, a command, Back, a reload or a closed tab loses what is not saved. */
export function useUnsavedGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    guardLeaving(QUESTION);
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isGuarded()) event.preventDefault();
    };
    // Before the router sees it. A link into another tab loses nothing.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const isElsewhere = link?.getAttribute("target") === "_blank" || event.ctrlKey || event.metaKey;
      if (!link || isElsewhere || link.getAttribute("href")?.startsWith("#") || mayLeave()) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Back and forward within this document; out of it they unload. Browsers without this interface do not ask.
    const onNavigate = (event: NavigateEvent) => {
      const isInside = event.navigationType === "traverse" && event.destination.sameDocument;
      if (isInside && event.cancelable && !mayLeave()) event.preventDefault();
    };
    const navigation = "navigation" in window ? window.navigation : null;
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    navigation?.addEventListener("navigate", onNavigate);
    return () => {
      guardLeaving(null);
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
      navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [isDirty]);
}
