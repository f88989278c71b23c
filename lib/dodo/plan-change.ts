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

/** What has come to its end for good, so that nothing is charged any more. */
const hasEnded = (status: unknown) => status === "cancelled" || status === "failed" || status === "expired";

/**
 * Ends every subscription of the customer at once, whatever its state: nothing is charged any more. Credits that are
 * there stay until they expire. Doing it twice is doing it once. Throws ProviderUnavailable, `provider_refused`.
 */
export async function endSubscriptions(dodoCustomerId: string): Promise<void> {
  const rows = await callDodo(
    "checkout",
    async (client) =>
      itemsOf(
        await client.subscriptions.list(
          { customer_id: dodoCustomerId, page_number: 0, page_size: PAGE_SIZE },
          { timeout: TIMEOUT_MS },
        ),
      ).map(({ subscription_id, status }) => ({ id: subscription_id, status })),
    [],
  );
  for (const { id } of rows.filter(({ status }) => !hasEnded(status)))
    await callDodo("checkout", async (client) => {
      await client.subscriptions.update(id, { status: "cancelled" }, { timeout: TIMEOUT_MS });
    });
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
