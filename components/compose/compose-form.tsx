"use client";

import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useCredits } from "@/components/balance/use-credits";
import { BuyTopUp } from "@/components/billing/checkout-buttons";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { AddressInput } from "./address-input";
import { BodyEditor } from "./body-editor";
import { CostLine, refusalOf } from "./cost-line";
import { addressesOf, type Draft, recipientsOf } from "./draft";
import { firstField } from "./field-errors";
import { SendResultPanel } from "./send-result";
import { type Failure, useCompose } from "./use-compose";

export function ComposeForm({ email }: { email: string }) {
  const { draft, change, send, reuse, isSending, fields, failure, sent } = useCompose(email);
  const { credits } = useCredits();
  const [isCopyShown, setIsCopyShown] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const recipients = recipientsOf(draft);
  const refusal = refusalOf(recipients, credits);
  const hasCopies = isCopyShown || addressesOf(draft.cc).length + addressesOf(draft.bcc).length > 0;
  const set = (part: Partial<Draft>) => change({ ...draft, ...part });

  useEffect(() => {
    const field = firstField(fields);
    if (field) form.current?.querySelector<HTMLElement>(`[id="${field}"]`)?.focus();
  }, [fields]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!refusal) send();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!refusal) send();
  }

  return (
    <>
      {sent && <SendResultPanel result={sent.result} onReuse={reuse} />}
      {failure && <FailureBanner failure={failure} />}
      <form
        ref={form}
        noValidate
        onSubmit={onSubmit}
        onKeyDown={onKeyDown}
        aria-label="New email"
        className="grid gap-4 rounded-lg border bg-surface p-5 shadow-card"
      >
        <AddressInput
          id="to"
          label="To"
          value={draft.to}
          onChange={(to) => set({ to })}
          error={fields.to}
          aside={!hasCopies && <RevealCopies onClick={() => setIsCopyShown(true)} />}
        />
        {hasCopies && (
          <div className="grid gap-4 sm:grid-cols-2">
            <AddressInput
              id="cc"
              label="Cc"
              value={draft.cc}
              onChange={(cc) => set({ cc })}
              error={fields.cc}
            />
            <AddressInput
              id="bcc"
              label="Bcc"
              value={draft.bcc}
              onChange={(bcc) => set({ bcc })}
              error={fields.bcc}
            />
          </div>
        )}
        <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <Field id="subject" label="Subject" error={fields.subject}>
            <Input
              {...describedBy("subject", { error: fields.subject })}
              value={draft.subject}
              onChange={(event) => set({ subject: event.target.value })}
            />
          </Field>
          <Field id="reply_to" label="Reply-To (optional)" error={fields.reply_to}>
            <Input
              {...describedBy("reply_to", { error: fields.reply_to })}
              value={draft.replyTo}
              onChange={(event) => set({ replyTo: event.target.value })}
              placeholder={email}
              inputMode="email"
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        </div>
        <BodyEditor html={draft.html} text={draft.text} errors={fields} onChange={set} />
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t pt-4">
          <div className="min-w-0 flex-1 basis-56">
            <CostLine recipients={recipients} credits={credits} />
            {refusal && (
              <p id="refusal" className="font-medium text-danger">
                {refusal}
              </p>
            )}
          </div>
          <div className="flex items-center gap-3">
            <kbd className="hidden text-xs text-muted sm:inline">Ctrl/⌘ + Enter</kbd>
            <Button
              type="submit"
              isPending={isSending}
              disabled={refusal !== null}
              aria-describedby={refusal ? "refusal" : undefined}
            >
              {failure?.isSafeToRepeat ? "Try again" : "Send email"}
            </Button>
          </div>
        </div>
      </form>
    </>
  );
}

function RevealCopies({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="-mr-1 rounded px-1 text-[0.8125rem] leading-6 text-accent hover:underline"
    >
      Add Cc and Bcc
    </button>
  );
}

function FailureBanner({ failure }: { failure: Failure }) {
  if (failure.isOutOfCredits) {
    return <Banner role="alert" tone="danger" title={failure.message} action={<BuyTopUp size="sm" />} />;
  }
  return (
    <Banner role="alert" tone={failure.isSafeToRepeat ? "warning" : "danger"} title={failure.message}>
      {failure.isSafeToRepeat && "Trying again is safe: the same email is never sent or charged twice."}
    </Banner>
  );
}
