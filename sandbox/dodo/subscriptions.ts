import type { Price } from "dodopayments/resources/products/products";
import type { CreditEntitlementCartResponse } from "dodopayments/resources/subscriptions";
import { sandboxDefaults } from "../constants";
import type { Customer, Payment, ProductRow, SubscriptionRow, WebhookEvent } from "../entities";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import { addInterval } from "./calendar";
import { subscriptionEvent } from "./events";
import { grantCredits } from "./ledger";
import { expiryOf } from "./ledger-entry";
import { limitedDetails } from "./payments";

interface StartInput {
  customer: Customer;
  product: ProductRow;
  price: Price.RecurringPrice;
  quantity: number;
  paymentMethodId: string;
  metadata: SubscriptionRow["metadata"];
}

export function startSubscription(sandbox: Sandbox, input: StartInput): SubscriptionRow {
  const { customer, product, price, quantity } = input;
  const { clock, store } = sandbox;
  const nowMs = clock.nowMs();
  const billing_day = new Date(nowMs).getUTCDate();
  const next = addInterval(
    nowMs,
    price.payment_frequency_count,
    price.payment_frequency_interval,
    billing_day,
  );
  const end = addInterval(
    nowMs,
    price.subscription_period_count,
    price.subscription_period_interval,
    billing_day,
  );
  const row = {
    subscription_id: dodoId("sub"),
    brand_id: sandboxDefaults.businessId,
    status: "active",
    product_id: product.product_id,
    quantity,
    customer: limitedDetails(customer),
    billing: { country: "US", city: null, state: null, street: null, zipcode: null },
    currency: price.currency,
    recurring_pre_tax_amount: price.price * quantity,
    tax_inclusive: false,
    payment_frequency_count: price.payment_frequency_count,
    payment_frequency_interval: price.payment_frequency_interval,
    subscription_period_count: price.subscription_period_count,
    subscription_period_interval: price.subscription_period_interval,
    trial_period_days: 0,
    on_demand: false,
    addons: [],
    meters: [],
    meter_credit_entitlement_cart: [],
    credit_entitlement_cart: creditCart(product),
    metadata: input.metadata,
    has_payment_method: true,
    payment_method_id: input.paymentMethodId,
    cancel_at_next_billing_date: false,
    cancelled_at: null,
    paused_at: null,
    scheduled_change: null,
    created_at: clock.timestamp(),
    previous_billing_date: clock.timestamp(),
    next_billing_date: clock.timestamp(next),
    expires_at: clock.timestamp(end),
    billing_day,
  } satisfies SubscriptionRow;
  return store.subscriptions.put(row.subscription_id, row);
}

export function creditCart(product: ProductRow): CreditEntitlementCartResponse[] {
  return product.credit_entitlements.map((credit) => ({
    credit_entitlement_id: credit.credit_entitlement_id,
    credit_entitlement_name: credit.credit_entitlement_name,
    credits_amount: credit.credits_amount,
    overage_balance: "0",
    overage_behavior: credit.overage_behavior,
    overage_enabled: credit.overage_enabled,
    product_id: product.product_id,
    // Replaced by the balance of the moment whenever the cart leaves the sandbox.
    remaining_balance: "0",
    rollover_enabled: credit.rollover_enabled,
    unit: credit.credit_entitlement_unit,
    expires_after_days: credit.expires_after_days,
    low_balance_threshold_percent: credit.low_balance_threshold_percent,
  }));
}

/** One cycle's credits. They exist only because a payment succeeded. */
export function grantCycle(sandbox: Sandbox, row: SubscriptionRow): WebhookEvent[] {
  return row.credit_entitlement_cart.flatMap((item) => {
    const { events } = grantCredits(sandbox, {
      customerId: row.customer.customer_id,
      entitlementId: item.credit_entitlement_id,
      amount: Number(item.credits_amount) * row.quantity,
      sourceType: "subscription",
      sourceId: row.subscription_id,
      expiresAt: expiryOf(sandbox, item.expires_after_days),
      transactionType: "credit_added",
      description: "Credits granted for Subscription payment",
      referenceType: "subscription",
      metadata: row.metadata,
    });
    return events;
  });
}

/** Stores a change and returns the events that tell of it: the particular one, if any, and `updated`. */
export function changeSubscription(
  sandbox: Sandbox,
  row: SubscriptionRow,
  change: Partial<SubscriptionRow>,
  types: Parameters<typeof subscriptionEvent>[1][] = ["subscription.updated"],
): { row: SubscriptionRow; events: WebhookEvent[] } {
  const changed = sandbox.store.subscriptions.put(row.subscription_id, { ...row, ...change });
  return { row: changed, events: types.map((type) => subscriptionEvent(sandbox, type, changed)) };
}

export function cancelNow(sandbox: Sandbox, row: SubscriptionRow): WebhookEvent[] {
  const change = { status: "cancelled", cancelled_at: sandbox.clock.timestamp() } as const;
  return changeSubscription(sandbox, row, change, ["subscription.cancelled", "subscription.updated"]).events;
}

export const paymentsOf = (sandbox: Sandbox, subscriptionId: string): Payment[] =>
  sandbox.store.payments.all().filter((payment) => payment.subscription_id === subscriptionId);
