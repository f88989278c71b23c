"use client";

import { Check, Copy } from "lucide-react";
import type { MouseEvent } from "react";
import { useCopy } from "@/components/use-copy";

/** Copies the example that it stands in. It reads it from the page, so that the page does not carry it twice. */
export function CopyCode() {
  const { isCopied, copy } = useCopy();
  const copyExample = ({ currentTarget }: MouseEvent<HTMLButtonElement>) =>
    copy(currentTarget.closest("[data-code]")?.querySelector("pre")?.textContent ?? "");
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={(event) => void copyExample(event)}
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
