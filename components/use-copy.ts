"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toast";

const SHOWN_MS = 1500;

/** Puts text on the clipboard, and tells for a moment that it is there. */
export function useCopy(): { isCopied: boolean; copy: (text: string) => Promise<void> } {
  const [isCopied, setIsCopied] = useState(false);
  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
      setTimeout(() => setIsCopied(false), SHOWN_MS);
    } catch {
      // Without a secure context or permission there is no clipboard; the text can still be selected.
      toast.error("The browser did not allow copying. Select the text instead.");
    }
  }
  return { isCopied, copy };
}
