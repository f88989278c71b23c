"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { toast } from "@/components/ui/toast";

const SHOWN_MS = 1500;

/** An id with a button that copies it. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const [isCopied, setIsCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
      setTimeout(() => setIsCopied(false), SHOWN_MS);
    } catch {
      // Without a secure context or permission there is no clipboard; the text can still be selected.
      toast.error("The browser did not allow copying. Select the text instead.");
    }
  }
  const Icon = isCopied ? Check : Copy;
  return (
    <span className="flex min-w-0 items-start gap-1.5">
      <code className="min-w-0 font-mono text-xs leading-6 break-all">{text}</code>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={isCopied ? `${label} copied` : `Copy ${label}`}
        className="grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-subtle hover:text-foreground"
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
