import "server-only";
import { z } from "zod";
import { type PlanStatus, planStatusSchema } from "../contracts/credits";
import { env } from "../env";
import { amountSchema } from "./amount";
import { callDodo, itemsOf } from "./client";
import { planKeyOf } from "./products";

/** Dodo's limit of a page; a customer has a handful of subscriptions and, with 30-day expiry, of grants. */
const PAGE_SIZE = 100;
const TIMEOUT_MS = 10_000;

/** A subscription as MailKit needs it. `credits` and the threshold are null for one that can't grant any more. */
export interface DodoSubscription {
  id: string;
  /** Which plan of the catalogue it is. */
  planKey: string;
  status: PlanStatus;
  creditsPerCycle: number | null;
  lowThresholdPercent: number | null;
  renewsAt: Date | null;
  cancelsAtPeriodEnd: boolean;
  startedAt: Date;
}

/** A status that Dodo adds one day counts as ended, so that it does not keep the rest from being read. */
export const subscriptionStatusSchema = planStatusSchema.catch("expired");

/** Statuses under which the plan is alive or can be revived, so that a second one would be a mistake. */
export const LIVE_STATUSES: readonly PlanStatus[] = ["active", "past_due", "on_hold", "paused"];

const cartSchema = z.object({
  credit_entitlement_cart: z
    .array(
      z.object({
        credit_entitlement_id: z.string(),
        credits_amount: amountSchema,
        low_balance_threshold_percent: z.coerce.number().min(0).max(100).nullish(),
      }),
    )
    .nullish(),
});

/**
 * A customer's subscriptions to plans of the catalogue, as they are now. A live one is read a second time, by its id, because rows
 * of the list lack the credits. Throws ProviderUnavailable.
 */
export async function readSubscriptions(dodoCustomerId: string): Promise<DodoSubscription[]> {
  const rows = await callDodo("news", async (client) =>
    itemsOf(
      await client.subscriptions.list(
        { customer_id: dodoCustomerId, page_number: 0, page_size: PAGE_SIZE },
        { timeout: TIMEOUT_MS },
      ),
    ),
  );
  const ours = rows.flatMap((row) => {
    const planKey = planKeyOf(row.product_id);
    return planKey === null ? [] : [{ row, planKey }];
  });
  return Promise.all(
    ours.map(async ({ row, planKey }) => {
      const status = subscriptionStatusSchema.parse(row.status);
      const credits = LIVE_STATUSES.includes(status) ? await readPlanCredits(row.subscription_id) : null;
      return {
        id: row.subscription_id,
        planKey,
        status,
        creditsPerCycle: credits?.amount ?? null,
        lowThresholdPercent: credits?.lowThresholdPercent ?? null,
        renewsAt: status === "active" || status === "past_due" ? new Date(row.next_billing_date) : null,
        cancelsAtPeriodEnd: row.cancel_at_next_billing_date,
        startedAt: new Date(row.created_at),
      };
    }),
  );
}

async function readPlanCredits(subscriptionId: string) {
  const cart = await callDodo("news", async (client) => {
    const answer: unknown = await client.subscriptions.retrieve(subscriptionId, { timeout: TIMEOUT_MS });
    return cartSchema.parse(answer).credit_entitlement_cart ?? [];
  });
  const entry = cart.find((item) => item.credit_entitlement_id === env().CREDIT_ENTITLEMENT_ID);
  return (
    entry && {
      amount: entry.credits_amount,
      lowThresholdPercent: entry.low_balance_threshold_percent ?? null,
    }
  );
}

/** True if the customer has a live plan at Dodo right now, whatever webhooks have or have not said. */
export async function hasLivePlan(dodoCustomerId: string): Promise<boolean> {
  const rows = await callDodo("checkout", async (client) =>
    itemsOf(
      await client.subscriptions.list(
        { customer_id: dodoCustomerId, page_number: 0, page_size: PAGE_SIZE },
        { timeout: TIMEOUT_MS },
      ),
    ),
  );
  return rows.some(
    (row) => planKeyOf(row.product_id) !== null && LIVE_STATUSES.some((status) => status === row.status),
  );
}

const grantsSchema = z.array(
  z.object({ initial_amount: amountSchema, source_type: z.string(), created_at: z.coerce.date() }),
);

/** Credits of the newest grant that came from a purchase or by hand (not a rollover); null before the first. */
export async function readNewestGrant(dodoCustomerId: string): Promise<number | null> {
  const grants = await callDodo(
    "news",
    async (client) => {
      const page = await client.creditEntitlements.balances.listGrants(
        dodoCustomerId,
        { credit_entitlement_id: env().CREDIT_ENTITLEMENT_ID, page_number: 0, page_size: PAGE_SIZE },
        { timeout: TIMEOUT_MS },
      );
      return grantsSchema.parse(itemsOf(page)).filter((grant) => grant.source_type !== "rollover");
    },
    [],
  );
  const newest = grants.sort((a, b) => b.created_at.getTime() - a.created_at.getTime())[0];
  return newest?.initial_amount ?? null;
}
