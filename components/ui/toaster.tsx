"use client";

import { Toaster as Sonner } from "sonner";

/** Where toasts appear. For what happened to an action only; lasting states belong in the page. */
export function Toaster() {
  return (
    <Sonner
      theme="system"
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: "!rounded-lg !border-border !bg-surface !text-foreground !shadow-pop !font-sans",
          description: "!text-muted",
        },
      }}
    />
  );
}
