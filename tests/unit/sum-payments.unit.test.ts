import { expect, it } from "vitest";
import type { Payment } from "@/lib/contracts/billing";
import { sumPayments } from "@/lib/operator/sum-payments";

const payment = (extra: Partial<Payment> = {}): Payment => ({
  id: "pay_1",
  item: "topup",
  state: "paid",
  amount_minor: 900,
  currency: "USD",
  card: null,
  has_invoice: true,
  created_at: "2026-01-01T00:00:00.000Z",
  ...extra,
});

it("money of one currency is never added to money of another, nor taken from it", () => {
  const mixed = [payment(), payment({ currency: "INR", amount_minor: 80_000 }), payment()];
  expect(sumPayments(mixed, 2_000)).toMatchObject({
    payments: 3,
    revenue: [
      { currency: "USD", minor: 1_800 },
      { currency: "INR", minor: 80_000 },
    ],
    margin_minor: null,
  });
  const foreign = [payment({ currency: "EUR" })];
  expect(sumPayments(foreign, 2_000)).toMatchObject({ margin_minor: null });
});

it("only what was paid counts, and the plan at Resend is taken off", () => {
  const all = [
    payment(),
    payment({ item: "plan", amount_minor: 1_900 }),
    payment({ state: "refunded" }),
    payment({ state: "failed" }),
  ];
  expect(sumPayments(all, 2_000)).toEqual({
    payments: 2,
    revenue: [{ currency: "USD", minor: 2_800 }],
    refunded: 1,
    credits_sold: 10_000,
    margin_minor: 800,
  });
  expect(sumPayments([], null)).toMatchObject({
    revenue: [{ currency: "USD", minor: 0 }],
    margin_minor: null,
  });
});
