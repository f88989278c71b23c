import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitIntoBalance } from "@/lib/credits/fit-into-balance";
import { alertDue, creditStatus, lowThreshold } from "@/lib/credits/status";

describe("what a customer is told about their credits", () => {
  it.each([
    ["never had any", { available: 0, lowThreshold: null, hasHadCredits: false }, "none"],
    ["plenty", { available: 4231, lowThreshold: 1000, hasHadCredits: true }, "ok"],
    ["just above the threshold", { available: 1001, lowThreshold: 1000, hasHadCredits: true }, "ok"],
    ["at the threshold", { available: 1000, lowThreshold: 1000, hasHadCredits: true }, "low"],
    ["one left", { available: 1, lowThreshold: 1000, hasHadCredits: true }, "low"],
    ["nothing left", { available: 0, lowThreshold: 1000, hasHadCredits: true }, "empty"],
    ["owing", { available: -3, lowThreshold: 1000, hasHadCredits: true }, "empty"],
    [
      "credits, but the plan is not known yet",
      { available: 5, lowThreshold: null, hasHadCredits: true },
      "ok",
    ],
  ] as const)("%s", (_name, standing, status) => {
    expect(creditStatus(standing)).toBe(status);
  });

  it("warns at 20 % of 5,000, which is 1,000", () => {
    expect(lowThreshold(5000, 20)).toBe(1000);
  });

  it.each([
    ["low", "none", "low"],
    ["low", "low", null],
    ["low", "empty", null],
    ["empty", "none", "empty"],
    ["empty", "low", "empty"],
    ["empty", "empty", null],
    ["ok", "none", null],
    ["none", "none", null],
  ] as const)("at %s, having been told %s, is told %s", (status, told, due) => {
    expect(alertDue(status, told)).toBe(due);
  });
});

describe("a capture never asks for more than there is", () => {
  const email = fc.record({ id: fc.uuid(), credits: fc.integer({ min: 1, max: 50 }), resendId: fc.uuid() });

  it("takes the oldest that fit, and no more", () => {
    fc.assert(
      fc.property(fc.array(email), fc.integer({ min: -10, max: 500 }), (waiting, balance) => {
        const paid = fitIntoBalance(waiting, balance);
        const next = waiting[paid.emails.length];
        expect(paid.emails).toEqual(waiting.slice(0, paid.emails.length));
        expect(paid.credits).toBe(paid.emails.reduce((sum, { credits }) => sum + credits, 0));
        expect(paid.credits).toBeLessThanOrEqual(Math.max(0, balance));
        if (next) expect(paid.credits + next.credits).toBeGreaterThan(balance);
      }),
    );
  });

  it("names one email as the tutorial does", () => {
    expect(fitIntoBalance([{ id: "1", credits: 2, resendId: "re_1" }], 5).reason).toBe("email send re_1");
  });
});
