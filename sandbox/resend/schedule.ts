import { invalid } from "./errors";

const dayMs = 86_400_000;
const unitMs: Record<string, number> = {
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  hour: 3_600_000,
  day: dayMs,
};
const latestMs = 30 * dayMs;

/** ISO 8601, or "in 5 min". The other English that the API understands is more than a stand-in needs. */
export function parseSchedule(text: string, nowMs: number): string {
  const relative = text.trim().match(/^in (\d+) (sec|second|min|minute|hour|day)s?$/i);
  const ms = relative
    ? nowMs + Number(relative[1]) * (unitMs[relative[2]?.toLowerCase() ?? ""] ?? 0)
    : Date.parse(text);
  if (Number.isNaN(ms))
    throw invalid("Invalid `scheduled_at` field. Use ISO 8601, or words such as `in 1 min`.");
  if (ms > nowMs + latestMs) throw invalid("Invalid `scheduled_at` field. It must be within 30 days.");
  return new Date(ms).toISOString();
}
