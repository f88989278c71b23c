import { formatTime } from "@/components/format";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAlive } from "@/components/use-alive";
import type { DryRun } from "@/lib/contracts/resend/emails";
import { AHEAD_MAX_DAYS, suggestedTime, timeLimits, type When } from "./when";

interface ScheduleFieldProps {
  value: When;
  onChange: (when: When) => void;
  dryRun: DryRun | undefined;
  error?: string;
}

/** When the email goes out. The moment that words mean is the server's reading of them. */
export function ScheduleField({ value, onChange, dryRun, error }: ScheduleFieldProps) {
  const isAlive = useAlive();
  const { kind } = value;
  const fault = error ?? faultOf(value, dryRun);
  const ids = { hint: kind !== "now", error: fault };
  function choose(chosen: string) {
    const next = chosen === "at" || chosen === "words" ? chosen : "now";
    const at = next === "at" && value.at === "" ? suggestedTime(new Date()) : value.at;
    onChange({ ...value, kind: next, at });
  }
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
      <Field id="when" label="Send">
        <Select id="when" disabled={!isAlive} value={kind} onChange={(event) => choose(event.target.value)}>
          <option value="now">Now</option>
          <option value="at">At a time</option>
          <option value="words">In words</option>
        </Select>
      </Field>
      {kind === "at" && (
        <Field id="scheduled_at" label="Time" hint={<Resolved dryRun={dryRun} />} error={fault}>
          <Input
            {...describedBy("scheduled_at", ids)}
            type="datetime-local"
            {...timeLimits(new Date())}
            value={value.at}
            onChange={(event) => onChange({ ...value, at: event.target.value })}
          />
        </Field>
      )}
      {kind === "words" && (
        <Field id="scheduled_at" label="Time in words" hint={<Resolved dryRun={dryRun} />} error={fault}>
          <Input
            {...describedBy("scheduled_at", ids)}
            value={value.words}
            onChange={(event) => onChange({ ...value, words: event.target.value })}
            placeholder="in 2 hours, tomorrow at 9am CET"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      )}
    </div>
  );
}

function Resolved({ dryRun }: { dryRun: DryRun | undefined }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <span aria-live="polite">
      {dryRun?.scheduled_at
        ? `Goes out on ${formatTime(dryRun.scheduled_at, "full")}.`
        : `Your time zone is ${zone}; words without a zone are UTC. At most ${AHEAD_MAX_DAYS} days ahead.`}
    </span>
  );
}

/** What the server can't read, or won't take. */
function faultOf({ kind }: When, dryRun: DryRun | undefined): string | undefined {
  if (kind === "now" || dryRun?.reason !== "invalid_input") return undefined;
  return dryRun.message?.replace(/^\/scheduled_at: /, "").replaceAll("`", "");
}
