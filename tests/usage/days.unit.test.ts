import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTimeZone, lastDays } from "@/lib/usage/days";

const HOUR_MS = 60 * 60 * 1000;
const startsOf = (now: string, timeZone: string, count: number) =>
  lastDays(new Date(now), timeZone, count).map(
    ({ date, startsAt }) => `${date} ${startsAt.toISOString().slice(0, 16)}`,
  );

describe("days begin when they do where the viewer is", () => {
  it.each([
    [
      "a day of 25 hours when summer time ends",
      "2026-10-26T12:00:00Z",
      "Europe/Berlin",
      ["2026-10-24 2026-10-23T22:00", "2026-10-25 2026-10-24T22:00", "2026-10-26 2026-10-25T23:00"],
    ],
    [
      "a day of 23 hours when it begins",
      "2026-03-09T12:00:00Z",
      "America/New_York",
      ["2026-03-07 2026-03-07T05:00", "2026-03-08 2026-03-08T05:00", "2026-03-09 2026-03-09T04:00"],
    ],
    [
      "a day without a midnight",
      "2024-04-26T12:00:00Z",
      "Africa/Cairo",
      ["2024-04-25 2024-04-24T22:00", "2024-04-26 2024-04-25T22:00"],
    ],
    ["a zone at a quarter", "2026-11-23T18:20:00Z", "Asia/Kathmandu", ["2026-11-24 2026-11-23T18:15"]],
    ["a zone a day ahead", "2026-12-31T10:30:00Z", "Pacific/Kiritimati", ["2027-01-01 2026-12-31T10:00"]],
    ["a zone that is behind", "2027-01-01T10:30:00Z", "Pacific/Pago_Pago", ["2026-12-31 2026-12-31T11:00"]],
  ])("%s", (_name, now, timeZone, expected) => {
    expect(startsOf(now, timeZone, expected.length)).toEqual(expected);
  });

  it("in every zone at every moment: no gap, no overlap, and now is today", () => {
    // A research station moves its clocks by hours when a ship comes; nobody's days are that long elsewhere.
    const inhabited = Intl.supportedValuesOf("timeZone").filter((zone) => !zone.startsWith("Antarctica/"));
    const zones = fc.constantFrom(...inhabited);
    const moments = fc.date({
      min: new Date("2015-01-01"),
      max: new Date("2035-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, moments, (timeZone, now) => {
        const days = lastDays(now, timeZone, 30);
        expect(new Set(days.map(({ date }) => date)).size).toBe(30);
        const writer = new Intl.DateTimeFormat("en-CA", { timeZone });
        for (const { date, startsAt } of days) {
          expect(writer.format(startsAt)).toBe(date);
          expect(writer.format(startsAt.getTime() - 1) < date).toBe(true);
        }
        expect(writer.format(now)).toBe(days.at(-1)?.date);
        const hours = days.slice(1).map((day, index) => {
          const before = days[index]?.startsAt.getTime() ?? 0;
          return (day.startsAt.getTime() - before) / HOUR_MS;
        });
        for (const length of hours) expect(length >= 22 && length <= 26).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

it.each([
  ["Europe/Berlin", true],
  ["UTC", true],
  ["Mars/Olympus", false],
  ["+05:31", false],
  ["", false],
  ["Europe/Berlin'; drop table emails", false],
])("%j is a time zone: %s", (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
