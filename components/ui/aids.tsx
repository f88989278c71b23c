"use client";

import { useLayoutEffect } from "react";
import { Toaster } from "sonner";
import { keepFocus } from "./keep-focus";

/** Toasts are for what happened to an action only; lasting states belong in the page. */
export function Aids() {
  // With the first paint of it: a key may be pressed before other effects run.
  useLayoutEffect(keepFocus, []);
  return (
    <Toaster
      theme="system"
      position="bottom-right"
      closeButton
      toastOptions={{
        classNames: {
          toast: "!rounded-lg !border-border !bg-surface !text-foreground !shadow-pop !font-sans",
          description: "!text-muted",
          closeButton: "!size-6",
        },
      }}
    />
  );
}
