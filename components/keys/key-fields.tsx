import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { KeyForm } from "./use-key-form";

type Fields = Pick<KeyForm, "draft" | "set" | "errors">;

export function NameField({ draft, set, errors }: Fields) {
  const hint = "So that you know it again, such as the program that uses it.";
  return (
    <Field id="key-name" label="Name" hint={hint} error={errors.name}>
      <Input
        {...describedBy("key-name", { hint, error: errors.name })}
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
        autoComplete="off"
      />
    </Field>
  );
}

/** What the key may spend; without a number there is no limit but the balance. */
export function BudgetFields({ draft, set, errors }: Fields) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="sr-only">Credit budgets</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <Budget
          id="daily-credits"
          label="Credits per day (optional)"
          value={draft.dailyCredits}
          error={errors.daily_credits}
          onChange={(dailyCredits) => set({ dailyCredits })}
        />
        <Budget
          id="monthly-credits"
          label="Credits per month (optional)"
          value={draft.monthlyCredits}
          error={errors.monthly_credits}
          onChange={(monthlyCredits) => set({ monthlyCredits })}
        />
      </div>
      <p id="budgets-hint" className="text-[0.8125rem] text-muted">
        Beyond its budget the key sends nothing until the next day or month begins, in UTC.
      </p>
    </fieldset>
  );
}

interface BudgetProps {
  id: string;
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Budget({ id, label, value, error, onChange }: BudgetProps) {
  return (
    <Field id={id} label={label} {...(error ? { error } : {})}>
      <Input
        {...describedBy(id, error ? { error } : {})}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        inputMode="numeric"
        autoComplete="off"
        placeholder="No limit"
      />
    </Field>
  );
}
