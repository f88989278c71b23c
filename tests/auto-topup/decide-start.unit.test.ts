import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideStart, type StartFacts } from "@/lib/auto-topup/decide-start";

const NOW = new Date("2026-11-23T12:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const needy: StartFacts = {
  state: "on",
  hasOpenAttempt: false,
  isStale: false,
  available: 900,
  threshold: 1_000,
  usedThisMonth: 0,
  monthlyCap: 3,
  priceMinor: 900,
  agreedPriceMinor: 900,
  lastChargeAt: null,
  balanceRoseAt: ago(10_000),
  waivedAt: null,
  now: NOW,
};

describe("a pack is bought", () => {
  it.each<[string, Partial<StartFacts>]>([
    ["under the threshold", {}],
    ["at the threshold", { available: 1_000 }],
    ["below zero", { available: -5 }],
    ["for less than was agreed to", { priceMinor: 800 }],
    ["after the credits of the last charge have come", { lastChargeAt: ago(60), balanceRoseAt: ago(59) }],
    [
      "after the customer has waived credits that never came",
      { lastChargeAt: ago(90), balanceRoseAt: ago(200), waivedAt: ago(1) },
    ],
    ["with the last of the month's packs", { usedThisMonth: 2 }],
  ])("%s", (_when, facts) => expect(decideStart({ ...needy, ...facts })).toBe("start"));
});

describe("no pack is bought", () => {
  it.each<[string, Partial<StartFacts>, string]>([
    ["while it is off", { state: "off" }, "not_on"],
    ["while it is stopped", { state: "stopped" }, "not_on"],
    ["while another is under way", { hasOpenAttempt: true }, "busy"],
    ["above the threshold", { available: 1_001 }, "enough"],
    ["while credits are on their way", { lastChargeAt: ago(1) }, "awaiting_credits"],
    ["when paid credits are an hour late", { lastChargeAt: ago(61) }, "credits_missing"],
    [
      "for a waiver that is older than the charge",
      { lastChargeAt: ago(5), waivedAt: ago(6) },
      "awaiting_credits",
    ],
    ["for more than was agreed to", { priceMinor: 901 }, "price_changed"],
    ["beyond the cap", { usedThisMonth: 3 }, "cap_reached"],
    ["on a number that may be old", { isStale: true }, "stale"],
  ])("%s", (_when, facts, decision) => expect(decideStart({ ...needy, ...facts })).toBe(decision));

  it("ever, unless every condition holds at once", () => {
    const moment = fc.option(fc.integer({ min: 0, max: 300 }).map(ago));
    const facts: fc.Arbitrary<StartFacts> = fc.record({
      state: fc.constantFrom<StartFacts["state"]>("off", "on", "stopped"),
      hasOpenAttempt: fc.boolean(),
      isStale: fc.boolean(),
      available: fc.integer({ min: -10, max: 20 }),
      threshold: fc.integer({ min: 0, max: 10 }),
      usedThisMonth: fc.integer({ min: 0, max: 3 }),
      monthlyCap: fc.integer({ min: 1, max: 3 }),
      priceMinor: fc.integer({ min: 1, max: 3 }),
      agreedPriceMinor: fc.integer({ min: 1, max: 3 }),
      lastChargeAt: moment,
      balanceRoseAt: moment,
      waivedAt: moment,
      now: fc.constant(NOW),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { lastChargeAt, balanceRoseAt, waivedAt } = given;
        const isSince = (at: Date | null) => at !== null && lastChargeAt !== null && at >= lastChargeAt;
        const may =
          given.state === "on" &&
          !given.hasOpenAttempt &&
          !given.isStale &&
          given.available <= given.threshold &&
          given.usedThisMonth < given.monthlyCap &&
          given.priceMinor <= given.agreedPriceMinor &&
          (lastChargeAt === null || isSince(balanceRoseAt) || isSince(waivedAt));
        expect(decideStart(given) === "start").toBe(may);
      }),
      { numRuns: 2_000 },
    );
  });
});
