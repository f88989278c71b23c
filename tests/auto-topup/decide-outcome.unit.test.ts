import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideOutcome, nextLookMs } from "@/lib/auto-topup/decide-outcome";

const MINUTE_MS = 60_000;
const of = (...statuses: (string | null)[]) =>
  statuses.map((status, number) => ({ id: `pay_${number}`, status, message: status && `It is ${status}.` }));
const decide = (payments: ReturnType<typeof of>, calledForMs = 5_000, absentForMs = 0) =>
  decideOutcome({ payments, calledForMs, absentForMs });

const OPEN = [
  "processing",
  "requires_merchant_action",
  "requires_payment_method",
  "requires_confirmation",
  "requires_capture",
  "a_status_of_next_year",
  null,
];
const ANY = ["succeeded", "partially_captured", "failed", "cancelled", "requires_customer_action", ...OPEN];

describe("a payment", () => {
  it.each(["succeeded", "partially_captured", "partially_captured_and_capturable"])(
    "that %s was charged",
    (status) => expect(decide(of(status))).toEqual({ kind: "charged", paymentId: "pay_0", paidTwice: false }),
  );

  it.each(["failed", "cancelled"])("that is %s charged nothing", (status) =>
    expect(decide(of(status))).toEqual({ kind: "declined", paymentId: "pay_0", message: `It is ${status}.` }),
  );

  it.each(OPEN)("that is %s is waited for, and needs the customer after two minutes", (status) => {
    expect(decide(of(status), 2 * MINUTE_MS - 1)).toEqual({ kind: "wait", paymentId: "pay_0" });
    expect(decide(of(status), 2 * MINUTE_MS)).toEqual({ kind: "needs_customer", paymentId: "pay_0", status });
  });

  it("that waits for the customer needs them at once", () => {
    expect(decide(of("requires_customer_action"))).toMatchObject({ kind: "needs_customer" });
  });
});

describe("without a payment", () => {
  it.each([
    ["a moment", 5_000, 0, "wait"],
    [
      "half an hour, of which the lists were read for less than a half",
      31 * MINUTE_MS,
      14 * MINUTE_MS,
      "wait",
    ],
    ["less than half an hour", 29 * MINUTE_MS, 29 * MINUTE_MS, "wait"],
    ["half an hour, and lists without it for a quarter", 30 * MINUTE_MS, 15 * MINUTE_MS, "absent"],
  ])("for %s it is %i", (_for, calledForMs, absentForMs, kind) =>
    expect(decide([], calledForMs, absentForMs).kind).toBe(kind),
  );
});

it("one payment that was paid outweighs whatever else there is, and two are noticed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...ANY), { maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      (statuses, called, absent) => {
        const paid = statuses.filter(
          (status) => status === "succeeded" || status === "partially_captured",
        ).length;
        const outcome = decideOutcome({
          payments: of(...statuses),
          calledForMs: called,
          absentForMs: absent,
        });
        expect(outcome.kind === "charged").toBe(paid > 0);
        if (outcome.kind === "charged") expect(outcome.paidTwice).toBe(paid > 1);
      },
    ),
  );
});

it("nothing is called absent or declined while a payment may still be paid", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...ANY), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      (statuses, calledForMs, absentForMs) => {
        const { kind } = decideOutcome({ payments: of(...statuses), calledForMs, absentForMs });
        const allDead = statuses.every((status) => status === "failed" || status === "cancelled");
        expect(kind === "declined").toBe(allDead);
        expect(kind).not.toBe("absent");
      },
    ),
  );
});

it("looks become rarer, and never stop by themselves", () => {
  const waits = [0, 5, 30, 120, 3_000].map((minutes) => nextLookMs(minutes * MINUTE_MS));
  expect(waits).toEqual([3_000, 20_000, 120_000, 900_000, 900_000]);
});
