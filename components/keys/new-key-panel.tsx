"use client";

import { KeyRound } from "lucide-react";
import { useEffect, useRef } from "react";
import { CopyText } from "@/components/copy-text";
import { Button } from "@/components/ui/button";
import type { CreatedKey } from "@/lib/contracts/keys";

interface NewKeyPanelProps {
  created: CreatedKey;
  onStored: () => void;
}

/** The one time that a key is shown. In the page and not over it, so that no slip of the finger closes it. */
export function NewKeyPanel({ created: { key, token }, onStored }: NewKeyPanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-labelledby="new-key"
      className="grid gap-3 rounded-lg border border-warning-line bg-surface p-5 shadow-card"
    >
      <div className="flex items-start gap-2.5">
        <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        <div>
          <h2 id="new-key" className="font-semibold break-words">
            Copy the key “{key.name}” now: it is never shown again
          </h2>
          <p className="mt-0.5 text-muted">
            We keep only a fingerprint of it. Store it where your program reads its secrets, and never in its
            source code. If it gets lost, revoke it and create another.
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-md border bg-subtle px-3 py-2">
        <CopyText text={token} label="API key" />
        <Button size="sm" variant="secondary" onClick={onStored}>
          I have stored it
        </Button>
      </div>
    </section>
  );
}
