"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import { loadLater } from "@/components/ui/load-later";

const LABEL_CHARS_MAX = 24;

/** The button that redeems the invite. The code for it comes when it is pressed: nobody does that twice. */
export function AcceptInvite({ token, accountName }: { token: string; accountName: string }) {
  const [error, setError] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  async function run() {
    setPending(true);
    setError(null);
    const { accept } = await loadLater(() => import("./accept"));
    const trouble = await accept(token);
    setError(trouble);
    setPending(trouble === null);
  }
  return (
    <div className="grid gap-4">
      <FormFailure message={error} />
      <Button size="lg" isPending={isPending} onClick={() => void run()}>
        Join {accountName.length > LABEL_CHARS_MAX ? "the account" : accountName}
      </Button>
    </div>
  );
}
