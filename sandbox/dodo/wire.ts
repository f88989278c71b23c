import type { CreditEntitlementCartResponse, Subscription } from "dodopayments/resources/subscriptions";
import type { LedgerRow, SubscriptionRow } from "../entities";
import type { Ground } from "../ground";
import { balanceOf } from "./balance";

/**
 * The SDK declares these amounts as strings and the API has been seen to send numbers. This is the one place
 * where a declared type may lie, on purpose.
 */
export function amountAs(as: "string" | "number", amount: string): string {
  return as === "number" ? (Number(amount) as unknown as string) : amount;
}

export function wireLedgerRow({ idempotency_key: _, ...row }: LedgerRow) {
  return row;
}

/** A subscription as it is now, with the customer's whole balance in its credit cart. */
export function wireSubscription(
  ground: Ground,
  { billing_day: _, past_due_ends_at: __, ...row }: SubscriptionRow,
): Subscription {
  const as = ground.settings.cartAs;
  const cart = row.credit_entitlement_cart.map((item): CreditEntitlementCartResponse => {
    const remaining = balanceOf(ground, row.customer.customer_id, item.credit_entitlement_id);
    return {
      ...item,
      credits_amount: amountAs(as, item.credits_amount),
      overage_balance: amountAs(as, item.overage_balance),
      remaining_balance: amountAs(as, String(remaining)),
    };
  });
  return { ...row, credit_entitlement_cart: cart };
}
