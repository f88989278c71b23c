"use client";

import { Check, Copy } from "lucide-react";
import { type MouseEvent, useState } from "react";
import { toast } from "sonner";

const SHOWN_MS = 1500;

/** Copies the example that it stands in. It reads it from the page, so that the page does not carry it twice. */
export function CopyCode() {
  const [isCopied, setIsCopied] = useState(false);
  async function copy({ currentTarget }: MouseEvent<HTMLButtonElement>) {
    const code = currentTarget.closest("[data-code]")?.querySelector("pre")?.textContent ?? "";
    try {
      await navigator.clipboard.writeText(code);
      setIsCopied(true);
      setTimeout(() => setIsCopied(false), SHOWN_MS);
    } catch {
      // Without a secure context or permission there is no clipboard; the text can still be selected.
      toast.error("The browser did not allow copying. Select the text instead.");
    }
  }
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={(event) => void copy(event)}
      aria-label={isCopied ? "Example copied" : "Copy example"}
      className="flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 text-xs font-medium text-muted hover:bg-surface hover:text-foreground"
    >
      <Icon aria-hidden className="size-3.5" />
      <span aria-hidden className="max-sm:hidden">
        {isCopied ? "Copied" : "Copy"}
      </span>
    </button>
  );
}
