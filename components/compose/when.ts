/** When an email is to go out: at once, at a time of the reader's own zone, or as words that the server reads. */
export interface When {
  kind: "now" | "at" | "words";
  /** As an `<input type="datetime-local">` has it: `2026-12-03T09:30`, without a zone. */
  at: string;
  words: string;
}

/** As far ahead as Resend takes it. */
export const AHEAD_MAX_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The member `scheduled_at`; none for at once. What is empty or no time is left to the schema, which says so. */
export function whenToSend({ kind, at, words }: When): { scheduled_at?: string } {
  if (kind === "now") return {};
  if (kind === "words") return { scheduled_at: words.trim() };
  const time = new Date(at);
  return { scheduled_at: Number.isNaN(time.getTime()) ? "" : time.toISOString() };
}

/** The first and the last moment that the field for a time offers. */
export function timeLimits(now: Date): { min: string; max: string } {
  return { min: localTime(now), max: localTime(new Date(now.getTime() + AHEAD_MAX_DAYS * DAY_MS)) };
}

/** The next full hour that is at least half an hour away: something to start from. */
export function suggestedTime(now: Date): string {
  const later = new Date(now.getTime() + 90 * 60_000);
  later.setMinutes(0, 0, 0);
  return localTime(later);
}

/** A moment as an `<input type="datetime-local">` has it, in the reader's zone. */
function localTime(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const date = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${date}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
