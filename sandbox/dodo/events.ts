import type { WebhookEventType, WebhookPayload } from "dodopayments/resources/webhook-events";
import { sandboxDefaults } from "../constants";
import type { LedgerRow, Payment, SubscriptionRow, WebhookEvent } from "../entities";
import type { Ground } from "../ground";
import { wireLedgerRow, wireSubscription } from "./wire";

type EventOf<Prefix extends string> = Extract<WebhookEventType, `${Prefix}.${string}`>;

function event(ground: Ground, type: WebhookEventType, data: WebhookPayload["data"]): WebhookEvent {
  const payload = {
    business_id: sandboxDefaults.businessId,
    type,
    timestamp: ground.clock.timestamp(),
    data,
  } satisfies WebhookPayload;
  return { type, payload };
}

export function paymentEvent(ground: Ground, type: EventOf<"payment">, payment: Payment): WebhookEvent {
  return event(ground, type, { payload_type: "Payment", ...payment });
}

export function subscriptionEvent(
  ground: Ground,
  type: EventOf<"subscription">,
  row: SubscriptionRow,
): WebhookEvent {
  return event(ground, type, subscriptionData(ground, row));
}

function subscriptionData(ground: Ground, row: SubscriptionRow) {
  return {
    payload_type: "Subscription" as const,
    ...wireSubscription(ground, row),
    past_due_ends_at: row.past_due_ends_at ?? null,
  };
}

export function creditEvent(ground: Ground, type: EventOf<"credit">, row: LedgerRow): WebhookEvent {
  return event(ground, type, { payload_type: "CreditLedgerEntry", ...wireLedgerRow(row) });
}

export function balanceLowEvent(
  ground: Ground,
  data: Omit<WebhookPayload.CreditBalanceLow, "payload_type">,
): WebhookEvent {
  return event(ground, "credit.balance_low", { payload_type: "CreditBalanceLow", ...data });
}

/**
 * What a late attempt carries: the resource as it is at that moment, so that `type` and `data.status` may
 * disagree. Ledger rows never change, and an event that a test made up has no resource behind it.
 */
export function latestPayload(ground: Ground, payload: Record<string, unknown>): Record<string, unknown> {
  const data = payload.data as
    | { payload_type?: string; subscription_id?: string; payment_id?: string }
    | undefined;
  if (data?.payload_type === "Subscription" && data.subscription_id) {
    const row = ground.store.subscriptions.get(data.subscription_id);
    if (row) return { ...payload, data: subscriptionData(ground, row) };
  }
  if (data?.payload_type === "Payment" && data.payment_id) {
    const row = ground.store.payments.get(data.payment_id);
    if (row) return { ...payload, data: { payload_type: "Payment", ...row } };
  }
  return payload;
}
