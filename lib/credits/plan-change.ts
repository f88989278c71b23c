import "server-only";
import { and, eq } from "drizzle-orm";
import type { Credits } from "../contracts/credits";
import { transaction } from "../db/client";
import { subscriptions } from "../db/schema/credits";
import { findRenewingPlan, setCancellation } from "../dodo/plan-change";
import { AppError } from "../errors";
import { loadAccount } from "./account";
import { forgetDisplayed } from "./display-reads";
import { markStale } from "./stale";

/**
 * Ends a customer's plan with its cycle, or lets it go on. Which plan is asked at Dodo, not in the mirror. Throws
 * `wrong_state` without a plan that renews, ProviderUnavailable, `provider_refused`.
 */
export async function setPlanCancellation(
  customerId: string,
  cancels: boolean,
): Promise<NonNullable<Credits["plan"]>> {
  const { dodoCustomerId, now: askedAt } = await loadAccount(customerId);
  const plan = dodoCustomerId === null ? null : await findRenewingPlan(dodoCustomerId);
  if (plan === null)
    throw new AppError(
      "wrong_state",
      "There is no plan that renews, so there is nothing to cancel or resume. A plan on hold is changed in the billing portal.",
    );
  const { id, status, renewsAt, cancelsAtPeriodEnd } = await setCancellation(plan.id, cancels);
  await transaction(async (tx) => {
    await tx
      .update(subscriptions)
      .set({ status, renewsAt, cancelsAtPeriodEnd, asOf: askedAt })
      .where(and(eq(subscriptions.customerId, customerId), eq(subscriptions.dodoSubscriptionId, id)));
    // A read that began before the change may land after it; this one comes last.
    await markStale(tx, customerId, true);
  });
  forgetDisplayed(customerId);
  return {
    key: plan.planKey,
    status,
    renews_at: renewsAt.toISOString(),
    cancels_at_period_end: cancelsAtPeriodEnd,
  };
}
