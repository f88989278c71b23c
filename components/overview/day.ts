/** Screens are in English; see `components/format.ts`. */
const LOCALE = "en-US";
const DAY_MS = 24 * 60 * 60 * 1000;

/** A calendar date (`2026-12-14`) as `Dec 14`, or `Mon, Dec 14`: it is the same day in every zone. */
export function formatDate(date: string, { weekday = false } = {}): string {
  return write(new Date(date), "UTC", weekday);
}

/** The day of a moment as `Dec 14`, with its year unless that is near. */
export function formatDay(at: Date, timeZone: string, now = new Date()): string {
  const isFar = at.getTime() - now.getTime() > 300 * DAY_MS;
  return new Intl.DateTimeFormat(LOCALE, {
    timeZone,
    month: "short",
    day: "numeric",
    year: isFar ? "numeric" : undefined,
  }).format(at);
}

/** A day of the coming week by its name, any other by its date. */
export function formatSoon(at: Date, timeZone: string, now = new Date()): string {
  const key = (moment: Date) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(moment);
  const days = Math.round((Date.parse(key(at)) - Date.parse(key(now))) / DAY_MS);
  if (days <= 0) return "today";
  if (days === 1) return "tomorrow";
  if (days > 6) return formatDay(at, timeZone, now);
  return new Intl.DateTimeFormat(LOCALE, { timeZone, weekday: "long" }).format(at);
}

function write(at: Date, timeZone: string, weekday: boolean): string {
  const name = weekday ? ("short" as const) : undefined;
  return new Intl.DateTimeFormat(LOCALE, { timeZone, month: "short", day: "numeric", weekday: name }).format(
    at,
  );
}
