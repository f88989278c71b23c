import { formatCount, formatCounted } from "@/components/format";
import { describedBy } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { thresholdAt, WARNING_LEVELS, type WarningLevel } from "@/lib/contracts/alert-levels";
import type { AlertDraft, AlertErrors } from "./draft";

type Levels = AlertDraft["levels"];

interface LevelFieldsProps {
  levels: Levels;
  allowance: number | null;
  errors: AlertErrors;
  onChange: (levels: Levels) => void;
}

const names: Record<WarningLevel, string> = { low: "Low", very_low: "Very low", critical: "Critical" };

/** At how much of the allowance a customer is warned. */
export function LevelFields({ levels, allowance, errors, onChange }: LevelFieldsProps) {
  return (
    <fieldset>
      <legend className="text-sm font-semibold">Warn me when this much is left</legend>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        By banner, email and webhook, once for each level until more credits arrive.
        {allowance !== null && ` The allowance is ${formatCounted(allowance, "credit")}.`}
      </p>
      <ul className="mt-3 grid gap-3">
        {WARNING_LEVELS.map((level) => (
          <li key={level}>
            <LevelField
              level={level}
              value={levels[level]}
              allowance={allowance}
              error={errors[level]}
              onChange={(value) => onChange({ ...levels, [level]: value })}
            />
          </li>
        ))}
        <li className="flex items-center justify-between gap-3 text-sm">
          <span className="font-medium">Out of credits</span>
          <span className="text-[0.8125rem] text-muted">Always: sending stops</span>
        </li>
      </ul>
    </fieldset>
  );
}

interface LevelFieldProps {
  level: WarningLevel;
  value: Levels[WarningLevel];
  allowance: number | null;
  error: string | undefined;
  onChange: (value: Levels[WarningLevel]) => void;
}

function LevelField({ level, value, allowance, error, onChange }: LevelFieldProps) {
  const id = `alert-${level}`;
  const percent = Number(value.percent);
  const isKnown = allowance !== null && Number.isInteger(percent) && percent > 0 && percent < 100;
  const hint = isKnown ? `${formatCount(thresholdAt(allowance, percent))} credits` : "of the allowance";
  return (
    <div>
      <div className="flex min-h-9 items-center justify-between gap-3">
        <Switch
          id={`${id}-on`}
          label={names[level]}
          checked={value.on}
          onCheckedChange={(on) => onChange({ ...value, on })}
        />
        <div className="flex items-center gap-2">
          <span id={`${id}-hint`} className="text-right text-[0.8125rem] text-muted tabular-nums">
            {value.on ? hint : "Off"}
          </span>
          <Input
            {...describedBy(id, { hint, ...(error && { error }) })}
            aria-label={`${names[level]}, percent of the allowance`}
            value={value.percent}
            disabled={!value.on}
            onChange={(event) => onChange({ ...value, percent: event.target.value })}
            inputMode="numeric"
            autoComplete="off"
            className="w-14 text-right"
          />
          <span aria-hidden className="text-sm text-muted">
            %
          </span>
        </div>
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1 text-right text-[0.8125rem] font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
