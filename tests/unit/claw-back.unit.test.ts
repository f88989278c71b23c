import { describe, expect, it } from "vitest";
import type { Grant } from "@/lib/contracts/ledger";
import type { LedgerRow } from "@/lib/dodo/history";
import { clawBack, isBroughtBy } from "@/lib/tenants/claw-back";

const AT = "2026-01-01T00:00:00.000Z";
const refund = {
  refund_id: "ref_1",
  payment_id: "pay_1",
  status: "succeeded",
  is_partial: false,
  amount: 900,
  currency: "USD",
};
const payment = { total_amount: 900, subscription_id: null, created_at: new Date(AT) };
const row = (extra: Partial<LedgerRow>): LedgerRow => ({
  id: "cdl_1",
  amount: 5_000,
  is_credit: true,
  balance_after: 0,
  transaction_type: "credit_added",
  reference_type: "payment",
  reference_id: "pay_1",
  grant_id: "cdg_1",
  created_at: AT,
  ...extra,
});
const grant = (extra: Partial<Grant> = {}): Grant => ({
  id: "cdg_1",
  source: "one_time",
  granted: 5_000,
  remaining: 5_000,
  status: "active",
  expires_at: null,
  created_at: AT,
  ...extra,
});
const takenByDodo = row({
  is_credit: false,
  transaction_type: "refund",
  reference_id: "ref_1",
  grant_id: null,
});
const ofPlan = row({ id: "cdl_2", reference_type: "subscription", reference_id: "sub_1" });
const planPayment = { ...payment, subscription_id: "sub_1" };

describe("a refund takes back what is left of what its payment brought", () => {
  it.each<[string, Partial<Omit<Parameters<typeof clawBack>[0], "brought">>, number]>([
    ["all of it, if nothing was used", {}, 5_000],
    ["what was not used", { grants: [grant({ remaining: 120 })] }, 120],
    ["its share of a part", { refund: { ...refund, is_partial: true, amount: 300 } }, 1_666],
    [
      "no more than is left, of a part, too",
      { refund: { ...refund, is_partial: true, amount: 300 }, grants: [grant({ remaining: 10 })] },
      10,
    ],
    ["nothing, if Dodo took it back itself", { entries: [takenByDodo, row({})] }, 0],
    [
      "nothing, if Dodo took it from the grant without a name",
      {
        entries: [row({ is_credit: false, transaction_type: "refund", reference_id: null }), row({})],
      },
      0,
    ],
    ["nothing, if it was used up", { grants: [grant({ remaining: 0, status: "depleted" })] }, 0],
    ["nothing, if it has expired", { grants: [grant({ status: "expired" })] }, 0],
    ["nothing, if the payment brought nothing", { entries: [] }, 0],
    ["nothing, if its grant is not among those with credits left", { grants: [] }, 0],
    ["nothing, if the ledger names no grant", { entries: [row({ grant_id: null })] }, 0],
    ["a plan's, by the time at which it came", { payment: planPayment, entries: [ofPlan] }, 5_000],
    [
      "and not those of another cycle",
      { payment: { ...planPayment, created_at: new Date("2026-02-01T00:00:00Z") }, entries: [ofPlan] },
      0,
    ],
    [
      "other debits do not count as taken back",
      {
        entries: [
          row({ is_credit: false, transaction_type: "manual_adjustment", reference_id: null }),
          row({}),
        ],
      },
      5_000,
    ],
  ])("%s", (_name, change, credits) => {
    const given = { refund, payment, entries: [row({})], grants: [grant()], ...change };
    const brought = given.entries.find((one) => isBroughtBy(one, given.refund, given.payment)) ?? null;
    expect(clawBack({ ...given, brought }).credits).toBe(credits);
  });
});
