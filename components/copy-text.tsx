"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { toast } from "@/components/ui/toast";

const SHOWN_MS = 1500;

interface CopyProps {
  text: string;
  label: string;
}

/** An id with a button that copies it. */
export function CopyText({ text, label }: CopyProps) {
  return (
    <span className="flex min-w-0 items-start gap-1.5">
      <code className="min-w-0 font-mono text-xs leading-6 break-all">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}

/** Lines of code with a button that copies them. What is too long scrolls in its own box, by keyboard too. */
export function CopyCode({ text, label }: CopyProps) {
  return (
    <div className="relative rounded-md border bg-subtle">
      <div className="absolute top-1.5 right-1.5 rounded-md border bg-surface">
        <CopyButton text={text} label={label} />
      </div>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
        tabIndex={0}
        className="max-h-[50dvh] overflow-auto rounded-md p-3"
      >
        <pre className="font-mono text-xs leading-5">{text}</pre>
      </section>
    </div>
  );
}

function CopyButton({ text, label }: CopyProps) {
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
    <button
      type="button"
      onClick={() => void copy()}
      aria-label={isCopied ? `${label} copied` : `Copy ${label}`}
      className="grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-subtle hover:text-foreground"
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}
