"use client";

import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { messageOf } from "@/components/http/fetch-json";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import type { Editor } from "./use-editor";

/** Two wrote at once: whose words stay is for the second one to say. Closing it leaves both as they are. */
export function ConflictDialog({ editor }: { editor: Editor }) {
  const { template, conflict, forgetConflict, overwrite, takeOver, isDirty } = editor;
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function discard() {
    setPending(true);
    try {
      await takeOver();
      forgetConflict();
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && forgetConflict()}
      title="This template was changed elsewhere"
      description={`Another tab, another member or a program saved it after you opened it here. ${
        conflict === "publishing" ? "Nothing was published." : "Your changes were not saved."
      }`}
    >
      {failure && <Banner role="alert" tone="danger" title={failure} />}
      <p>
        <Link
          href={`/dashboard/templates/${template.id}`}
          target="_blank"
          className="inline-flex items-center gap-1.5 text-accent underline underline-offset-2"
        >
          See what is saved, in a new tab
          <ExternalLink aria-hidden className="size-3.5" />
        </Link>
      </p>
      <DialogActions>
        <Button variant="secondary" isPending={isPending} onClick={() => void discard()}>
          {isDirty ? "Discard mine" : "Show what is saved"}
        </Button>
        <Button variant="danger" onClick={overwrite}>
          {conflict === "publishing" ? "Overwrite and publish" : "Overwrite"}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
