"use client";

import { type FormEvent, type KeyboardEvent, Suspense, useEffect, useRef } from "react";
import { useCredits } from "@/components/credits/use-credits";
import { Field } from "@/components/ui/field";
import { lazyPart } from "@/components/ui/load-later";
import { Select } from "@/components/ui/select";
import { AdvancedPart } from "./advanced-part";
import { AttachmentsField } from "./attachments-field";
import { BodyEditor } from "./body-editor";
import { costOf, refusalOf } from "./cost-line";
import { recipientsOf } from "./draft";
import type { Copy } from "./draft-of-email";
import { FailureBanner } from "./failure-banner";
import { firstField } from "./field-errors";
import { FromField } from "./from-field";
import { RecipientFields } from "./recipient-fields";
import { SendBar } from "./send-bar";
import { SubjectFields } from "./subject-fields";
import { useCompose } from "./use-compose";
import { useDryRun } from "./use-dry-run";

/** Comes with the first email that was sent. */
const SendResultPanel = lazyPart(() => import("./send-result").then((module) => module.SendResultPanel));

/** Of use to those who have templates only. */
const TemplateField = lazyPart(() => import("./template-field").then((module) => module.TemplateField));

/** Most emails go out at once. */
const ScheduleField = lazyPart(() => import("./schedule-field").then((module) => module.ScheduleField));
/** As large as what takes its place. */
const schedulePlaceholder = (
  <Field id="when" label="Send">
    <Select id="when" disabled>
      <option>Now</option>
    </Select>
  </Field>
);

interface ComposeFormProps {
  /** The reader's own address. */
  email: string;
  defaultFrom: string;
  baseUrl: string;
  /** What it begins with; null for an empty form, or the draft of before. */
  copy: Copy | null;
}

export function ComposeForm({ email, defaultFrom, baseUrl, copy }: ComposeFormProps) {
  const compose = useCompose(email, copy);
  const { draft, change, send, fields, failure, sent, sending } = compose;
  const { credits } = useCredits();
  const dryRun = useDryRun(draft, email);
  const form = useRef<HTMLFormElement>(null);
  const cost = costOf(recipientsOf(draft), dryRun);
  const refusal = refusalOf(cost, credits);

  useEffect(() => {
    const field = firstField(fields);
    if (field) form.current?.querySelector<HTMLElement>(`[id="${field}"]`)?.focus();
  }, [fields]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!refusal) send();
  }
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    // What is pressed in a dialog of the form is not meant for the form.
    if (!(event.target instanceof Element) || event.target.closest("dialog")) return;
    event.preventDefault();
    if (!refusal) send();
  }

  return (
    <>
      <Suspense>
        {sent && <SendResultPanel key={sent.result.id} result={sent.result} onReuse={compose.reuse} />}
      </Suspense>
      {failure && <FailureBanner failure={failure} />}
      <form
        ref={form}
        noValidate
        onSubmit={onSubmit}
        onKeyDown={onKeyDown}
        aria-label="New email"
        className="grid grid-cols-1 gap-4 rounded-lg border bg-surface p-4 shadow-card sm:p-5"
      >
        <FromField
          value={draft.from}
          onChange={(from) => change({ from })}
          defaultFrom={defaultFrom}
          error={fields.from}
        />
        <RecipientFields draft={draft} errors={fields} onChange={change} />
        <SubjectFields draft={draft} errors={fields} onChange={change} email={email} />
        <Suspense fallback={null}>
          <TemplateField
            value={draft.template}
            onChange={(template) => change({ template })}
            error={fields.template}
          />
        </Suspense>
        {draft.template === null && (
          <BodyEditor
            key={`body ${sent?.result.id}`}
            html={draft.html}
            text={draft.text}
            files={draft.files}
            errors={fields}
            onChange={change}
          />
        )}
        <AttachmentsField
          draft={draft}
          onChange={change}
          lostFiles={compose.lostFiles}
          onForgetLost={compose.forgetLostFiles}
          error={fields.attachments}
        />
        <Suspense fallback={schedulePlaceholder}>
          <ScheduleField
            value={draft.when}
            onChange={(when) => change({ when })}
            dryRun={dryRun}
            error={fields.scheduled_at}
          />
        </Suspense>
        <AdvancedPart key={`advanced ${sent?.result.id}`} draft={draft} errors={fields} onChange={change} />
        <SendBar
          draft={draft}
          cost={cost}
          credits={credits}
          dryRun={dryRun}
          refusal={refusal}
          isRepeating={failure?.isSafeToRepeat === true}
          sending={sending}
          onTest={compose.sendTest}
          email={email}
          baseUrl={baseUrl}
          defaultFrom={defaultFrom}
        />
      </form>
    </>
  );
}
