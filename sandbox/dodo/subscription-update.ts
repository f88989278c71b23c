import { z } from "zod";
import type { SubscriptionRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { DodoError } from "./errors";
import { metadataSchema } from "./input";
import { cancelNow, changeSubscription } from "./subscriptions";

export const updateSchema = z.object({
  cancel_at_next_billing_date: z.boolean().nullish(),
  cancel_reason: z.string().nullish(),
  cancellation_feedback: z
    .enum([
      "too_expensive",
      "missing_features",
      "switched_service",
      "unused",
      "customer_service",
      "low_quality",
      "too_complex",
      "other",
    ])
    .nullish(),
  cancellation_comment: z.string().nullish(),
  status: z
    .enum(["pending", "active", "on_hold", "paused", "cancelled", "failed", "expired", "past_due"])
    .nullish(),
  next_billing_date: z.iso.datetime({ offset: true }).nullish(),
  metadata: metadataSchema.nullish(),
  tax_id: z.string().nullish(),
  /** The API refuses this field: `status` pauses and resumes. */
  pause: z.null("use status instead").optional(),
  credit_entitlement_cart: z
    .array(
      z.object({
        credit_entitlement_id: z.string(),
        credits_amount: z.string().nullish(),
        expires_after_days: z.number().int().positive().nullish(),
        low_balance_threshold_percent: z.number().min(0).max(100).nullish(),
      }),
    )
    .nullish(),
});

type Update = z.infer<typeof updateSchema>;

/** PATCH /subscriptions/:id. A change of status stands alone in its request. */
export function updateSubscription(sandbox: Sandbox, row: SubscriptionRow, update: Update): SubscriptionRow {
  if (row.status === "cancelled" || row.status === "expired") {
    throw new DodoError(409, "SUBSCRIPTION_INACTIVE", "The subscription is not active");
  }
  if (update.status) return changeStatus(sandbox, row, update.status);

  const nextMs = update.next_billing_date ? Date.parse(update.next_billing_date) : null;
  if (nextMs !== null && nextMs <= sandbox.clock.nowMs()) {
    throw new DodoError(400, "INVALID_REQUEST_PARAMETERS", "next_billing_date must be in the future");
  }
  const { row: changed, events } = changeSubscription(sandbox, row, {
    cancel_at_next_billing_date: update.cancel_at_next_billing_date ?? row.cancel_at_next_billing_date,
    cancellation_feedback: update.cancellation_feedback ?? row.cancellation_feedback,
    cancellation_comment: update.cancellation_comment ?? row.cancellation_comment,
    metadata: update.metadata ?? row.metadata,
    tax_id: update.tax_id ?? row.tax_id,
    ...(nextMs === null
      ? {}
      : { next_billing_date: sandbox.clock.timestamp(nextMs), billing_day: new Date(nextMs).getUTCDate() }),
    credit_entitlement_cart: row.credit_entitlement_cart.map((item) => {
      const patch = update.credit_entitlement_cart?.find(
        (p) => p.credit_entitlement_id === item.credit_entitlement_id,
      );
      return {
        ...item,
        credits_amount: patch?.credits_amount ?? item.credits_amount,
        expires_after_days: patch?.expires_after_days ?? item.expires_after_days,
        low_balance_threshold_percent:
          patch?.low_balance_threshold_percent ?? item.low_balance_threshold_percent,
      };
    }),
  });
  sandbox.webhooks.emit("dodo", events);
  return changed;
}

function changeStatus(
  sandbox: Sandbox,
  row: SubscriptionRow,
  status: NonNullable<Update["status"]>,
): SubscriptionRow {
  const { clock, store, webhooks } = sandbox;
  if (status === "cancelled") webhooks.emit("dodo", cancelNow(sandbox, row));
  else if (status === "paused" && row.status === "active") {
    const change = { status, paused_at: clock.timestamp() };
    webhooks.emit(
      "dodo",
      changeSubscription(sandbox, row, change, ["subscription.paused", "subscription.updated"]).events,
    );
  } else if (status === "active" && row.status === "paused") {
    const change = { status, paused_at: null };
    webhooks.emit(
      "dodo",
      changeSubscription(sandbox, row, change, ["subscription.unpaused", "subscription.updated"]).events,
    );
  } else {
    throw new DodoError(
      422,
      "INVALID_REQUEST_BODY",
      `A subscription that is ${row.status} cannot become ${status}`,
    );
  }
  return store.subscriptions.get(row.subscription_id) ?? row;
}
