"use client";

import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { messageOf, ProblemError } from "@/components/http/fetch-json";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { deleteAccount } from "./use-settings";

/** A button, and the dialog that asks for the name of the account: this can't be taken back. */
export function DeleteAccount({ accountName }: { accountName: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" className="mt-4 self-start text-danger" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden />
        Delete account
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={`Delete ${accountName}?`}
        description="This can't be undone, not even by us. Take your data along first if you may need it."
      >
        <DeleteForm accountName={accountName} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function DeleteForm({ accountName, onCancel }: { accountName: string; onCancel: () => void }) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const isConfirmed = asShown(typed) === asShown(accountName);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isConfirmed) return;
    setPending(true);
    setError(null);
    try {
      await deleteAccount(typed);
    } catch (thrown) {
      setError(thrown);
      setPending(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      {error !== null && <Banner role="alert" tone="danger" title={faultOf(error)} />}
      <Field id="typed-account" label={`Type ${accountName} to confirm`}>
        <Input
          id="typed-account"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <DialogActions>
        <Button variant="secondary" onClick={onCancel}>
          Keep account
        </Button>
        <Button type="submit" variant="danger" disabled={!isConfirmed} isPending={isPending}>
          Delete account
        </Button>
      </DialogActions>
    </form>
  );
}

/** Browsers show several spaces as one. */
const asShown = (text: string) => text.trim().replace(/\s+/g, " ");

function faultOf(error: unknown): string {
  const issue = error instanceof ProblemError ? error.problem.errors?.[0] : undefined;
  return issue?.detail ?? messageOf(error);
}
