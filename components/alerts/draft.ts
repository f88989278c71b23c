import { ProblemError } from "@/components/http/fetch-json";
import {
  type AlertLadder,
  misplacedLevel,
  PERCENT_MAX,
  PERCENT_MIN,
  WARNING_LEVELS,
  type WarningLevel,
} from "@/lib/contracts/alert-levels";
import type { AlertMails, AlertSettings, AlertSettingsView } from "@/lib/contracts/alerts";

/** What is chosen and typed; percents as texts. */
export interface AlertDraft {
  levels: Record<WarningLevel, { on: boolean; percent: string }>;
  mails: AlertMails;
  /** Whether people are chosen; the choice stays while the account's address is. */
  hasChosen: boolean;
  recipients: string[];
}

/** By level, or `recipients`. */
export type AlertErrors = Partial<Record<WarningLevel | "recipients", string>>;

export function draftOf({ levels, mails, recipients }: AlertSettingsView): AlertDraft {
  const texts = (level: WarningLevel) => ({ on: levels[level].on, percent: String(levels[level].percent) });
  return {
    levels: { low: texts("low"), very_low: texts("very_low"), critical: texts("critical") },
    mails,
    hasChosen: recipients !== null,
    recipients: recipients ?? [],
  };
}

/** The request, or what is wrong with the draft. The server checks the same. */
export function toRequest(draft: AlertDraft): { request: AlertSettings } | { errors: AlertErrors } {
  const errors: AlertErrors = {};
  for (const level of WARNING_LEVELS)
    if (toPercent(draft.levels[level].percent) === null)
      errors[level] = `A whole number from ${PERCENT_MIN} to ${PERCENT_MAX}.`;
  const levels = toLadder(draft);
  const misplaced = Object.keys(errors).length === 0 ? misplacedLevel(levels) : null;
  if (misplaced) errors[misplaced] = "Lower than the level above it.";
  if (draft.hasChosen && draft.recipients.length === 0) errors.recipients = "Choose at least one person.";
  if (Object.keys(errors).length > 0) return { errors };
  return {
    request: { levels, mails: draft.mails, recipients: draft.hasChosen ? draft.recipients : null },
  };
}

/** The levels as they are typed; what can't be read is 0. */
function toLadder({ levels }: AlertDraft): AlertLadder {
  const level = ({ on, percent }: AlertDraft["levels"][WarningLevel]) => ({
    on,
    percent: toPercent(percent) ?? 0,
  });
  return { low: level(levels.low), very_low: level(levels.very_low), critical: level(levels.critical) };
}

function toPercent(text: string): number | null {
  const percent = Number(text.replace("%", "").trim());
  return Number.isInteger(percent) && percent >= PERCENT_MIN && percent <= PERCENT_MAX ? percent : null;
}

/** The fields that the server refused; null if that is not what went wrong. */
export function errorsOfAnswer(error: unknown): AlertErrors | null {
  if (!(error instanceof ProblemError) || !error.problem.errors) return null;
  const errors: AlertErrors = {};
  for (const { pointer, detail } of error.problem.errors) {
    const level = WARNING_LEVELS.find((one) => pointer.startsWith(`/levels/${one}`));
    errors[level ?? "recipients"] ??= detail;
  }
  return errors;
}
