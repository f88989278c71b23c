import "server-only";
import { z } from "zod";
import { subscriptionStatusSchema } from "./billing-state";
import { callDodo, itemsOf } from "./client";
import { planKeyOf } from "./products";

const PAGE_SIZE = 100;
const TIMEOUT_MS = 10_000;

/** The plan as Dodo answers it after a change. */
export type ChangedPlan = z.infer<typeof changedSchema>;

const changedSchema = z
  .object({
    subscription_id: z.string(),
    status: subscriptionStatusSchema,
    next_billing_date: z.coerce.date(),
    cancel_at_next_billing_date: z.boolean(),
  })
  .transform((row) => ({
    id: row.subscription_id,
    status: row.status,
    renewsAt: row.next_billing_date,
    cancelsAtPeriodEnd: row.cancel_at_next_billing_date,
  }));

interface RenewingPlan {
  /** Of the subscription. */
  id: string;
  planKey: string;
}

/** The customer's subscription that has a next billing date to end with; null without one. Throws ProviderUnavailable. */
export async function findRenewingPlan(dodoCustomerId: string): Promise<RenewingPlan | null> {
  const rows = await callDodo("checkout", async (client) =>
    itemsOf(
      await client.subscriptions.list(
        { customer_id: dodoCustomerId, page_number: 0, page_size: PAGE_SIZE },
        { timeout: TIMEOUT_MS },
      ),
    ),
  );
  const renews = (status: unknown) => status === "active" || status === "past_due";
  for (const row of rows) {
    const planKey = planKeyOf(row.product_id);
    if (planKey !== null && renews(row.status)) return { id: row.subscription_id, planKey };
  }
  return null;
}

/**
 * Ends a subscription with its cycle, or lets it go on. Doing it twice is doing it once. Throws ProviderUnavailable, and
 * `provider_refused`.
 */
export async function setCancellation(subscriptionId: string, cancels: boolean): Promise<ChangedPlan> {
  return callDodo("checkout", async (client) => {
    const answer: unknown = await client.subscriptions.update(
      subscriptionId,
      {
        cancel_at_next_billing_date: cancels,
        ...(cancels && { cancel_reason: "cancelled_by_customer" as const }),
      },
      { timeout: TIMEOUT_MS },
    );
    return changedSchema.parse(answer);
  });
}
