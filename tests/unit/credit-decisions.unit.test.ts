import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitIntoBalance } from "@/lib/credits/fit-into-balance";

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
