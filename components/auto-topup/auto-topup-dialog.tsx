"use client";

import { formatCount } from "@/components/format";
import { FormFailure } from "@/components/keys/key-fields";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AutoTopUp } from "@/lib/contracts/auto-topup";
import { MONTHLY_CAP_MAX, thresholdMax } from "@/lib/contracts/auto-topup-limits";
import { type AutoTopUpForm, useAutoTopUpForm } from "./use-auto-topup-form";
import { cardWords, consentWords } from "./words";

interface AutoTopUpDialogProps {
  data: AutoTopUp;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** What the customer agrees to, and the box that says so. */
export function AutoTopUpDialog({ data, isOpen, onOpenChange }: AutoTopUpDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Auto top-up"
      description="A pack is bought when your credits run low. One at a time, and never after a decline until you say so."
    >
      <AgreementForm data={data} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

/** Within the dialog, so that each opening begins with what holds now, and without consent. */
function AgreementForm({ data, onDone }: { data: AutoTopUp; onDone: () => void }) {
  const form = useAutoTopUpForm(data, onDone);
  return (
    <form aria-label="Auto top-up" noValidate onSubmit={form.submit} className="grid gap-4">
      <FormFailure message={form.failure} />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          form={form}
          name="threshold"
          label="Buy a pack at or under"
          hint={`Credits, 0 to ${formatCount(thresholdMax(data.pack))}`}
        />
        <NumberField
          form={form}
          name="monthlyCap"
          label="Packs a month at most"
          hint={`1 to ${MONTHLY_CAP_MAX}; months begin at midnight UTC`}
        />
      </div>
      <Field id="topup-card" label="Card to charge">
        <Select
          {...describedBy("topup-card", {})}
          value={form.draft.cardId}
          onChange={(event) => form.set({ cardId: event.target.value })}
        >
          {data.cards?.map((card) => (
            <option key={card.id} value={card.id}>
              {cardWords(card)}
              {card.expires && `, expires ${card.expires}`}
            </option>
          ))}
        </Select>
      </Field>
      <Consent data={data} form={form} />
      <DialogActions>
        <Button variant="secondary" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" isPending={form.isPending}>
          {data.status === "off" ? "Turn on" : "Save and turn on"}
        </Button>
      </DialogActions>
    </form>
  );
}

interface NumberFieldProps {
  form: AutoTopUpForm;
  name: "threshold" | "monthlyCap";
  label: string;
  hint: string;
}

function NumberField({ form, name, label, hint }: NumberFieldProps) {
  const error = form.errors[name];
  const described = { hint, ...(error && { error }) };
  return (
    <Field id={`topup-${name}`} label={label} {...described}>
      <Input
        {...describedBy(`topup-${name}`, described)}
        value={form.draft[name]}
        onChange={(event) => form.set({ [name]: event.target.value })}
        inputMode="numeric"
        autoComplete="off"
      />
    </Field>
  );
}

/** In words that name the card and both numbers, as they stand in the fields. */
function Consent({ data, form: { draft, terms, errors, set } }: { data: AutoTopUp; form: AutoTopUpForm }) {
  const card = data.cards?.find(({ id }) => id === draft.cardId);
  const text =
    terms && card
      ? consentWords(data, { ...terms, card: cardWords(card) })
      : "Fill in the fields above to see what you agree to.";
  return (
    <div className="grid gap-1.5 rounded-md border bg-subtle p-3">
      <Checkbox
        id="topup-consent"
        label={text}
        checked={draft.consent}
        aria-describedby={errors.consent ? "topup-consent-error" : undefined}
        aria-invalid={errors.consent ? true : undefined}
        onChange={(event) => set({ consent: event.target.checked })}
      />
      {errors.consent && (
        <p id="topup-consent-error" className="text-[0.8125rem] font-medium text-danger">
          {errors.consent}
        </p>
      )}
    </div>
  );
}
