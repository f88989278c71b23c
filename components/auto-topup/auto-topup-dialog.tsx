"use client";

import { formatCount, formatPrice } from "@/components/format";
import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { catalogue } from "@/lib/catalogue";
import type { AutoTopUp } from "@/lib/contracts/auto-topup";
import { MONTHLY_CAP_MAX, thresholdMax } from "@/lib/contracts/auto-topup-limits";
import { Consent } from "./consent";
import { type AutoTopUpForm, useAutoTopUpForm } from "./use-auto-topup-form";
import { cardWords } from "./words";

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
      {catalogue.packs.length > 1 && <PackField form={form} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          form={form}
          name="threshold"
          label="Buy a pack at or under"
          hint={`Credits, 0 to ${formatCount(thresholdMax(form.draft.pack))}`}
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
      <FormActions
        submit={data.status === "off" ? "Turn on" : "Save and turn on"}
        isPending={form.isPending}
        onCancel={onDone}
      />
    </form>
  );
}

function PackField({ form }: { form: AutoTopUpForm }) {
  return (
    <Field id="topup-pack" label="Pack to buy">
      <Select
        {...describedBy("topup-pack", {})}
        value={form.draft.pack}
        onChange={(event) => form.set({ pack: event.target.value })}
      >
        {catalogue.packs.map(({ key, credits, priceMinor, currency }) => (
          <option key={key} value={key}>
            {formatCount(credits)} credits for {formatPrice(priceMinor, currency)}
          </option>
        ))}
      </Select>
    </Field>
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
