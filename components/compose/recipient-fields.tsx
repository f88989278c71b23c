import { useState } from "react";
import { AddressInput } from "./address-input";
import { addressesOf, type Draft } from "./draft";
import type { FieldErrors } from "./field-errors";

interface RecipientFieldsProps {
  draft: Draft;
  errors: FieldErrors;
  onChange: (part: Partial<Draft>) => void;
}

/** To, and cc and bcc once somebody wants them. */
export function RecipientFields({ draft, errors, onChange }: RecipientFieldsProps) {
  const [isCopyShown, setIsCopyShown] = useState(false);
  const hasCopies = isCopyShown || addressesOf(draft.cc).length + addressesOf(draft.bcc).length > 0;
  const reveal = (
    <button
      type="button"
      onClick={() => setIsCopyShown(true)}
      className="-mr-1 rounded px-1 text-[0.8125rem] leading-6 text-accent hover:underline"
    >
      Add Cc and Bcc
    </button>
  );
  return (
    <>
      <AddressInput
        id="to"
        label="To"
        value={draft.to}
        onChange={(to) => onChange({ to })}
        error={errors.to}
        aside={!hasCopies && reveal}
      />
      {hasCopies && (
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <AddressInput
            id="cc"
            label="Cc"
            value={draft.cc}
            onChange={(cc) => onChange({ cc })}
            error={errors.cc}
          />
          <AddressInput
            id="bcc"
            label="Bcc"
            value={draft.bcc}
            onChange={(bcc) => onChange({ bcc })}
            error={errors.bcc}
          />
        </div>
      )}
    </>
  );
}
