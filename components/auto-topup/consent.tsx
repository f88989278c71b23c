import { Checkbox } from "@/components/ui/checkbox";
import type { AutoTopUp } from "@/lib/contracts/auto-topup";
import type { AutoTopUpForm } from "./use-auto-topup-form";
import { cardWords, consentWords } from "./words";

/** In words that name the card and both numbers, as they stand in the fields. */
export function Consent({
  data,
  form: { draft, pack, terms, errors, set },
}: {
  data: AutoTopUp;
  form: AutoTopUpForm;
}) {
  const card = data.cards?.find(({ id }) => id === draft.cardId);
  const text =
    terms && card
      ? consentWords(pack, { ...terms, card: cardWords(card) })
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
