import { Switch } from "@/components/ui/switch";
import type { Draft } from "./draft";
import type { FieldErrors } from "./field-errors";
import { PairsField } from "./pairs-field";

export interface AdvancedFieldsProps {
  draft: Draft;
  errors: FieldErrors;
  onChange: (part: Partial<Draft>) => void;
}

/** What few emails need. */
export function AdvancedFields({ draft, errors, onChange }: AdvancedFieldsProps) {
  return (
    <>
      <Switch
        id="unsubscribe"
        label="One-click unsubscribe"
        hint="Mail programs show a button for it. Who presses it goes onto your suppression list. For one recipient."
        error={errors.unsubscribe}
        checked={draft.unsubscribe}
        onCheckedChange={(unsubscribe) => onChange({ unsubscribe })}
      />
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
        <PairsField
          id="headers"
          noun="header"
          legend="Headers"
          hint="Such as List-Id or In-Reply-To."
          placeholder={{ name: "X-Order-Id", value: "4711" }}
          value={draft.headers}
          onChange={(headers) => onChange({ headers })}
          error={errors.headers}
        />
        <PairsField
          id="tags"
          noun="tag"
          legend="Tags"
          hint="To find emails by; webhooks carry them."
          placeholder={{ name: "category", value: "receipt" }}
          value={draft.tags}
          onChange={(tags) => onChange({ tags })}
          error={errors.tags}
        />
      </div>
    </>
  );
}
