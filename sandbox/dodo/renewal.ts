import type { PaymentMethodRow, SubscriptionRow, WebhookEvent } from "../entities";
import type { Sandbox } from "../sandbox";
import { addInterval } from "./calendar";
import type { TestCard } from "./cards";
import { paymentEvent, subscriptionEvent } from "./events";
import { attachCard } from "./payment-methods";
import { recordPayment } from "./payments";
import { cancelNow, changeSubscription, grantCycle, paymentsOf } from "./subscriptions";

/** What happens to an active subscription on its billing date. */
export function bill(sandbox: Sandbox, row: SubscriptionRow): WebhookEvent[] {
  if (row.cancel_at_next_billing_date) return cancelNow(sandbox, row);
  if (row.expires_at && row.next_billing_date >= row.expires_at) {
    return changeSubscription(sandbox, row, { status: "expired" }, [
      "subscription.expired",
      "subscription.updated",
    ]).events;
  }
  const method = sandbox.store.paymentMethods.get(row.payment_method_id ?? "");
  if (!method || method.fails_at_renewal) return failRenewal(sandbox, row);
  return renew(sandbox, row, method, Date.parse(row.next_billing_date));
}

/** Payment, next cycle, credits: four events with one timestamp, in no particular order. */
export function renew(
  sandbox: Sandbox,
  row: SubscriptionRow,
  method: PaymentMethodRow,
  fromMs: number,
): WebhookEvent[] {
  const { clock } = sandbox;
  const { payment_frequency_count: count, payment_frequency_interval: interval, billing_day } = row;
  const payment = charge(sandbox, row, method, true);
  const credits = grantCycle(sandbox, row);
  const wasOnHold = row.status !== "active";
  const { events } = changeSubscription(
    sandbox,
    row,
    {
      status: "active",
      past_due_ends_at: null,
      previous_billing_date: clock.timestamp(fromMs),
      next_billing_date: clock.timestamp(addInterval(fromMs, count, interval, billing_day)),
    },
    [
      "subscription.renewed",
      "subscription.updated",
      ...(wasOnHold ? (["subscription.active"] as const) : []),
    ],
  );
  return [paymentEvent(sandbox, "payment.succeeded", payment), ...events, ...credits];
}

export function failRenewal(sandbox: Sandbox, row: SubscriptionRow): WebhookEvent[] {
  const method = sandbox.store.paymentMethods.get(row.payment_method_id ?? "");
  const payment = charge(sandbox, row, method, false);
  const { renewalGraceMs } = sandbox.settings;
  const failed = paymentEvent(sandbox, "payment.failed", payment);
  if (row.status === "past_due") return [failed];
  if (renewalGraceMs === 0 || row.status !== "active") return [failed, ...putOnHold(sandbox, row)];
  const { clock } = sandbox;
  const late = changeSubscription(
    sandbox,
    row,
    { status: "past_due", past_due_ends_at: clock.timestamp(clock.nowMs() + renewalGraceMs) },
    ["subscription.past_due", "subscription.updated"],
  );
  return [failed, ...late.events];
}

/** A renewal that failed was not paid in time. */
export function putOnHold(sandbox: Sandbox, row: SubscriptionRow): WebhookEvent[] {
  return changeSubscription(sandbox, row, { status: "on_hold", past_due_ends_at: null }, [
    "subscription.on_hold",
    "subscription.updated",
  ]).events;
}

/** A new card brings a subscription that is past due or on hold back at once: what is owed is charged to it. */
export function changeCard(sandbox: Sandbox, row: SubscriptionRow, card: TestCard): WebhookEvent[] {
  const method = attachCard(sandbox, row.customer.customer_id, card);
  const changed = sandbox.store.subscriptions.put(row.subscription_id, {
    ...row,
    payment_method_id: method.payment_method_id,
    has_payment_method: true,
  });
  const update = subscriptionEvent(sandbox, "subscription.update_payment_method", changed);
  if (changed.status !== "on_hold" && changed.status !== "past_due") return [update];
  if (method.fails_at_renewal) return [update, ...failRenewal(sandbox, changed)];
  return [update, ...renew(sandbox, changed, method, sandbox.clock.nowMs())];
}

function charge(
  sandbox: Sandbox,
  row: SubscriptionRow,
  method: PaymentMethodRow | undefined,
  isPaid: boolean,
) {
  const customer = sandbox.store.customers.get(row.customer.customer_id);
  if (!customer) throw new Error(`Subscription ${row.subscription_id} has no customer`);
  const [first] = paymentsOf(sandbox, row.subscription_id);
  return recordPayment(sandbox, {
    customer,
    totalMinor: row.recurring_pre_tax_amount,
    card: {
      network: method?.card_network === "MASTERCARD" ? "MASTERCARD" : "VISA",
      last4: method?.last4_digits ?? "0000",
    },
    isPaid,
    paymentMethodId: row.payment_method_id ?? null,
    subscriptionId: row.subscription_id,
    cart: null,
    checkoutSessionId: null,
    metadata: row.metadata,
    origin: originOf(first?.invoice_url),
  });
}

/** A renewal has no request of its own, so its invoice is found where the first one was. */
const originOf = (url: string | null | undefined): string => (url ? new URL(url).origin : "");
