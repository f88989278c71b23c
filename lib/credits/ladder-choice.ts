import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { type AlertLadder, DEFAULT_LADDER } from "../contracts/alert-levels";
import type { Executor } from "../db/client";
import { creditAccounts, subscriptions } from "../db/schema/credits";
import { LIVE_STATUSES } from "../dodo/billing-state";

/**
 * The levels that a customer has chosen. For those who have chosen nothing, the first is where the operator has set the
 * threshold of the plan at Dodo (`planPercent`), and the others are the catalogue's. `isToLock`: what follows from it is
 * written by the same transaction.
 */
export async function chosenLadder(
  tx: Executor,
  customerId: string,
  planPercent: number | null,
  isToLock = false,
): Promise<AlertLadder> {
  const query = tx
    .select({ ladder: creditAccounts.alertLadder })
    .from(creditAccounts)
    .where(eq(creditAccounts.customerId, customerId));
  const [account] = await (isToLock ? query.for("update") : query);
  return account?.ladder ?? defaultLadder(planPercent);
}

function defaultLadder(planPercent: number | null): AlertLadder {
  const { low } = DEFAULT_LADDER;
  return { ...DEFAULT_LADDER, low: { ...low, percent: planPercent ?? low.percent } };
}

/** The percentage that the customer's plan warns at by itself, as Dodo said last; null without a plan. */
export async function planPercent(tx: Executor, customerId: string): Promise<number | null> {
  const [plan] = await tx
    .select({ percent: subscriptions.lowThresholdPercent })
    .from(subscriptions)
    .where(and(eq(subscriptions.customerId, customerId), inArray(subscriptions.status, [...LIVE_STATUSES])))
    .orderBy(desc(subscriptions.startedAt))
    .limit(1);
  return plan?.percent ?? null;
}
