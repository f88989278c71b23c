"use client";

import { Check, Copy } from "lucide-react";
import { useCopy } from "./use-copy";

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
        className="max-h-[50dvh] overflow-auto rounded-md p-3 pr-11"
      >
        <pre className="font-mono text-xs leading-5">{text}</pre>
      </section>
    </div>
  );
}

function CopyButton({ text, label }: CopyProps) {
  const { isCopied, copy } = useCopy();
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => void copy(text)}
      aria-label={isCopied ? `${label} copied` : `Copy ${label}`}
      className="grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-subtle hover:text-foreground"
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}
