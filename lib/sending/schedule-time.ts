import "server-only";
import { parse } from "chrono-node";
import { InvalidInput } from "../errors";

const AHEAD_MAX_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A clock that is a little ahead of ours must not turn "now" into an error. */
const PAST_MAX_MS = 60_000;

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * When an email is to go out: ISO 8601, or English such as "in 1 min", "tomorrow at 9am", "Friday at 3pm ET". Without a
 * zone it is UTC. At most 30 days ahead, as Resend has it. Throws InvalidInput. Pure.
 */
export function parseScheduledAt(text: string, now: Date): Date {
  const at = parseIso(text.trim()) ?? parseEnglish(text, now);
  if (!at)
    throw refusal(
      `Write a time as ISO 8601, such as \`${now.toISOString()}\`, or in English, such as \`in 1 hour\` or \`tomorrow at 9am\`.`,
    );
  if (at.getTime() < now.getTime() - PAST_MAX_MS) throw refusal(`${at.toISOString()} is in the past.`);
  if (at.getTime() > now.getTime() + AHEAD_MAX_DAYS * DAY_MS)
    throw refusal(`${at.toISOString()} is more than ${AHEAD_MAX_DAYS} days ahead, which is the most.`);
  return at;
}

function parseIso(text: string): Date | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const withTime = text.length === 10 ? `${text}T00:00` : text.replace(" ", "T");
  const at = new Date(
    match[1] ? withTime.replace(/([+-]\d{2})(\d{2})?$/, (_, h, m) => `${h}:${m ?? "00"}`) : `${withTime}Z`,
  );
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Only if the whole text is a time: "invoice for tomorrow" is more likely a mistake. */
function parseEnglish(text: string, now: Date): Date | null {
  const [found, ...more] = parse(text, { instant: now, timezone: "UTC" }, { forwardDate: true });
  if (!found || more.length > 0 || found.text.length < text.trim().length) return null;
  return found.date();
}

const refusal = (detail: string) => new InvalidInput([{ pointer: "/scheduled_at", detail }]);
