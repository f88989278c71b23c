import "server-only";

/** Every zone of today begins its days at a quarter of an hour of UTC, and changes its clocks at one. */
const QUARTER_MS = 15 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A day as people in a time zone have it. */
export interface LocalDay {
  /** `2026-12-14`. */
  date: string;
  /** Its first moment. */
  startsAt: Date;
}

/** True for the name of a time zone, such as `Europe/Berlin`. Bare offsets are none: they know no summer time. */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && dateWriter(name) !== null;
  } catch {
    return false;
  }
}

/**
 * The last `count` days in the time zone, oldest first; the last one is the day of `now`. Days of 23 and 25 hours, and days
 * that begin at one o'clock because midnight was left out, are as long as they are. Pure.
 */
export function lastDays(now: Date, timeZone: string, count: number): LocalDay[] {
  const writer = dateWriter(timeZone);
  const today = Date.parse(dateIn(writer, now.getTime()));
  return Array.from({ length: count }, (_, index) => {
    const midnightUtc = today - (count - 1 - index) * DAY_MS;
    const date = new Date(midnightUtc).toISOString().slice(0, 10);
    return { date, startsAt: new Date(firstMomentOf(writer, date, midnightUtc)) };
  });
}

/** No zone is further from UTC than 14 hours, so the first quarter of the date is found within two days around it. */
function firstMomentOf(writer: Intl.DateTimeFormat, date: string, midnightUtc: number): number {
  let before = midnightUtc - DAY_MS;
  let notBefore = midnightUtc + DAY_MS;
  while (notBefore - before > QUARTER_MS) {
    const middle = before + Math.floor((notBefore - before) / QUARTER_MS / 2) * QUARTER_MS;
    if (dateIn(writer, middle) < date) before = middle;
    else notBefore = middle;
  }
  return notBefore;
}

/** Dates as `2026-12-14`, so that their order is that of their letters. */
function dateWriter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
}

const dateIn = (writer: Intl.DateTimeFormat, atMs: number) => writer.format(atMs);
