"use client";

import { type ChangeEvent, type FormEvent, useState } from "react";
import { formatCount } from "@/components/format";
import { fetchJson, jsonPost, messageOf } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { IMPORT_ADDRESSES_MAX } from "@/lib/contracts/import-limits";
import { SUPPRESSIONS_PATH } from "@/lib/contracts/paths";
import type { ImportReport } from "@/lib/contracts/suppression";
import { ImportResult } from "./import-result";

interface ImportDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onImported: () => Promise<unknown>;
}

/** Adds many addresses and shows what became of them. */
export function ImportDialog({ isOpen, onOpenChange, onImported }: ImportDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Import addresses"
      description={`A CSV file, or one address per line: up to ${formatCount(IMPORT_ADDRESSES_MAX)} addresses and 1\u00a0MB at a time.`}
    >
      <ImportForm onClose={() => onOpenChange(false)} onImported={onImported} />
    </Dialog>
  );
}

function ImportForm({ onClose, onImported }: { onClose: () => void; onImported: () => Promise<unknown> }) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  const [report, setReport] = useState<ImportReport>();

  async function readFile(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (file) setText(await file.text());
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setError(undefined);
    try {
      setReport(await fetchJson<ImportReport>(`${SUPPRESSIONS_PATH}/import`, jsonPost({ text })));
      await onImported();
    } catch (thrown) {
      setError(messageOf(thrown));
    } finally {
      setPending(false);
    }
  }

  if (report) return <ImportResult report={report} onClose={onClose} />;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field id="import-file" label="File">
        <Input
          id="import-file"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(event) => void readFile(event)}
          className="py-1.5 file:mr-3 file:font-medium"
        />
      </Field>
      <Field id="import-text" label="Addresses" error={error}>
        <Textarea
          {...describedBy("import-text", { error })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={"ada@mailbox.dev\ngrace@mailbox.dev"}
          spellCheck={false}
          className="min-h-40 font-mono sm:text-[0.8125rem]"
        />
      </Field>
      <DialogActions>
        <Button variant="secondary" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" isPending={isPending} disabled={text.trim() === ""}>
          Import
        </Button>
      </DialogActions>
    </form>
  );
}
