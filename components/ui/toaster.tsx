"use client";

import { type ComponentType, useEffect, useState } from "react";
import type { ToasterProps } from "sonner";
import { loadLater } from "./load-later";

/** Where toasts appear. For what happened to an action only; lasting states belong in the page. */
export function Toaster() {
  const [Sonner, setSonner] = useState<ComponentType<ToasterProps> | null>(null);
  // After the page has come alive, which must not wait for it.
  useEffect(() => {
    void loadLater(() => import("sonner")).then((sonner) => setSonner(() => sonner.Toaster));
  }, []);
  if (!Sonner) return null;
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
