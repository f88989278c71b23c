import "server-only";
import { catalogue } from "../catalogue";
import type { Payment } from "../contracts/billing";
import type { RevenueFacts } from "../contracts/operator-pages";

const HOME = catalogue.plan.currency;
/** Resend's price list is in it, and so is RESEND_PLAN_PRICE. */
const PLAN_CURRENCY = "USD";

/**
 * What payments come to, each currency by itself: customers may pay in their own, and pounds and rupees have no sum.
 * `planMinor` is what the plan at Resend costs, in cents; null if that is not known. Pure.
 */
export function sumPayments(
  payments: readonly Payment[],
  planMinor: number | null,
): Omit<RevenueFacts, "is_complete"> {
  const paid = payments.filter(({ state }) => state === "paid" || state === "partially_refunded");
  const sums = new Map<string, number>([[HOME, 0]]);
  for (const { currency, amount_minor } of paid) sums.set(currency, (sums.get(currency) ?? 0) + amount_minor);
  const isComparable = sums.size === 1 && HOME === PLAN_CURRENCY;
  const isOfOneOffer = catalogue.plans.length === 1 && catalogue.packs.length === 1;
  return {
    payments: paid.length,
    revenue: [...sums].map(([currency, minor]) => ({ currency, minor })),
    refunded: payments.filter(({ state }) => state === "refunded" || state === "partially_refunded").length,
    credits_sold: isOfOneOffer ? paid.reduce((sum, { item }) => sum + catalogue[item].credits, 0) : null,
    margin_minor: planMinor === null || !isComparable ? null : (sums.get(HOME) ?? 0) - planMinor,
  };
}
