"use client";

import { type FormEvent, useState } from "react";
import { messageOf, ProblemError } from "@/components/http/fetch-json";
import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { Input } from "@/components/ui/input";
import { catalogue } from "@/lib/catalogue";
import type { WebhookEvent } from "@/lib/contracts/webhook-rules";
import { EventChoice } from "./event-choice";

export interface WebhookDraft {
  endpoint: string;
  events: WebhookEvent[];
}

interface WebhookDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** The verb, such as "Add webhook". */
  submit: string;
  initial: WebhookDraft;
  /** Does it. The dialog closes when it is done; what it throws is shown in it. */
  onSubmit: (draft: WebhookDraft) => Promise<void>;
}

/** Address and events of an endpoint, to add one or to change it. */
export function WebhookDialog({ isOpen, onOpenChange, title, ...form }: WebhookDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={`${catalogue.productName} posts each event to this address, signed, until it is answered with 2xx.`}
    >
      <WebhookForm {...form} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

type Faults = Partial<Record<"endpoint" | "events" | "form", string>>;

/** Inside of the dialog, so that what was typed is forgotten when it closes. */
function WebhookForm({
  submit,
  initial,
  onSubmit,
  onDone,
}: Pick<WebhookDialogProps, "submit" | "initial" | "onSubmit"> & { onDone: () => void }) {
  const [draft, setDraft] = useState(initial);
  const [faults, setFaults] = useState<Faults>({});
  const [isPending, setPending] = useState(false);
  const hint = "An https address that the whole internet can reach.";

  async function save(event: FormEvent) {
    event.preventDefault();
    const missing = faultsOf(draft);
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    setPending(true);
    try {
      await onSubmit(draft);
      onDone();
    } catch (error) {
      setFaults(explain(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <form noValidate onSubmit={(event) => void save(event)} className="grid gap-4">
      <Field id="endpoint" label="Address" hint={hint} error={faults.endpoint}>
        <Input
          {...describedBy("endpoint", { hint, error: faults.endpoint })}
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://example.com/webhooks"
          value={draft.endpoint}
          onChange={(event) => setDraft({ ...draft, endpoint: event.target.value })}
        />
      </Field>
      <EventChoice
        value={draft.events}
        onChange={(events) => setDraft({ ...draft, events })}
        error={faults.events}
      />
      {faults.form && (
        <p role="alert" className="text-[0.8125rem] font-medium text-danger">
          {faults.form}
        </p>
      )}
      <FormActions submit={submit} isPending={isPending} onCancel={onDone} />
    </form>
  );
}

function faultsOf({ endpoint, events }: WebhookDraft): Faults {
  return {
    ...(endpoint.trim() === "" && { endpoint: "Give the address of your receiver." }),
    ...(events.length === 0 && { events: "Choose at least one event." }),
  };
}

/** The server's faults at the fields that they concern. */
function explain(error: unknown): Faults {
  const issues = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const at = (field: string) => issues.find(({ pointer }) => pointer.startsWith(`/${field}`))?.detail;
  const faults = { endpoint: at("endpoint"), events: at("events") };
  return faults.endpoint || faults.events ? faults : { form: messageOf(error) };
}
