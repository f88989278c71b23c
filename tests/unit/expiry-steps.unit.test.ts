import fc from "fast-check";
import { expect, it } from "vitest";
import { expiryNotices, nextExpiryLook } from "@/lib/credits/expiry-steps";

const DAY_MS = 24 * 60 * 60_000;
const NOW = new Date("2030-01-31T09:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const grant = (days: number | null, remaining = 10) => ({
  id: "cgr_1",
  remaining,
  expiresAt: days === null ? null : inDays(days),
});

it.each<[string, ReturnType<typeof grant>, number | null, number | null]>([
  // told now: of which step; next look: in how many days
  ["a month left", grant(30), null, 23],
  ["just over a week", grant(7.01), null, 0.01],
  ["exactly a week", grant(7), 7, 6],
  ["three days", grant(3), 7, 2],
  ["exactly a day", grant(1), 1, null],
  ["an hour", grant(1 / 24), 1, null],
  ["gone", grant(-1), null, null],
  ["never expires", grant(null), null, null],
  ["used up", grant(3, 0), null, 2],
])("of a grant with %s", (_name, one, step, nextInDays) => {
  expect(expiryNotices([one], NOW).map(({ days }) => days)).toEqual(step === null ? [] : [step]);
  const next = nextExpiryLook([one], NOW);
  const inDaysNow = next && (next.getTime() - NOW.getTime()) / DAY_MS;
  expect(inDaysNow).toEqual(nextInDays === null ? null : expect.closeTo(nextInDays, 6));
});

it("who looks whenever it says so is told of every grant at each step once, and looks thrice a grant at most", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 8, max: 40, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (lives) => {
        const grants = lives.map((days, index) => ({
          id: `cgr_${index}`,
          remaining: 5,
          expiresAt: inDays(days),
        }));
        const told = new Set<string>();
        let looks = 0;
        for (let at: Date | null = NOW; at !== null; at = nextExpiryLook(grants, at)) {
          looks += 1;
          for (const { what } of expiryNotices(grants, at)) told.add(what);
        }
        expect([...told].sort()).toEqual(
          grants.flatMap(({ id }) => [`expiry 1 ${id}`, `expiry 7 ${id}`]).sort(),
        );
        expect(looks).toBeLessThanOrEqual(1 + 2 * grants.length);
      },
    ),
  );
});
