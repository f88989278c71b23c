import "server-only";
import { desc, eq } from "drizzle-orm";
import type { Credits } from "../contracts/credits";
import { database, transaction } from "../db/client";
import { subscriptions } from "../db/schema/credits";
import { LIVE_STATUSES, subscriptionStatusSchema } from "../dodo/billing-state";
import { hasNoTurn } from "../dodo/client";
import { type Account, loadAccount } from "./account";
import { creditStatus, firstThreshold, levelOf } from "./alert-ladder";
import { liveCredits } from "./live";
import { refreshBalance } from "./refresh";
import { markStale } from "./stale";

/** A dashboard polls every 5 s; a number younger than this is not asked for again. */
const FRESH_FOR_MS = 4_000;

/**
 * What the customer sees of their credits. Asks Dodo when the mirror is old and the request budget allows it;
 * otherwise the mirrored number is shown as stale, which is still right for the customer's own sends.
 * Throws ProviderUnavailable only if Dodo was never asked before: no number is better than a wrong one.
 */
export async function viewCredits(customerId: string): Promise<CreditsView> {
  const account = await loadAccount(customerId);
  const [fresh, plan] = await Promise.all([ask(account), findPlan(customerId)]);
  const isRenewalUnheard = plan !== null && isDueForRenewal(plan, account.now);
  if (isRenewalUnheard && account.billingStaleSince === null)
    await transaction((tx) => markStale(tx, customerId, true));
  return {
    credits: { ...toCredits(fresh.account, fresh.stale), plan: plan && toPlan(plan) },
    isPlanStale: isRenewalUnheard || fresh.account.billingStaleSince !== null,
  };
}

interface CreditsView {
  /** All but what else bounds their sending. */
  credits: Omit<Credits, "sending">;
  /** Plan and allowance are to be read anew, which a sync does. */
  isPlanStale: boolean;
}

async function ask(account: Account): Promise<{ account: Account; stale: boolean }> {
  const ageMs =
    account.balanceAsOf === null
      ? Number.POSITIVE_INFINITY
      : account.now.getTime() - account.balanceAsOf.getTime();
  if (ageMs < FRESH_FOR_MS && account.staleSince === null) return { account, stale: false };
  if (hasNoTurn("read-for-display") && account.balanceAsOf !== null) return { account, stale: true };
  try {
    return {
      account: await refreshBalance(liveCredits, account.customerId, account.now, "read-for-display"),
      stale: false,
    };
  } catch (error) {
    if (account.balanceAsOf === null) throw error;
    return { account, stale: true };
  }
}

function toCredits(account: Account, stale: boolean): Omit<Credits, "plan" | "sending"> {
  const { available, held } = account;
  const standing = { ...account, hasHadCredits: account.balanceRoseAt !== null };
  return {
    balance: account.balance ?? 0,
    held,
    available,
    allowance: account.allowance || null,
    low_threshold: firstThreshold(account),
    status: creditStatus(standing),
    alert: levelOf(standing),
    alert_since: account.alertedAt?.toISOString() ?? null,
    as_of: account.balanceAsOf?.toISOString() ?? null,
    stale,
  };
}

type Subscription = typeof subscriptions.$inferSelect;

/** The subscription worth showing: a live one, else the newest. */
async function findPlan(customerId: string): Promise<Subscription | null> {
  const rows = await database()
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.customerId, customerId))
    .orderBy(desc(subscriptions.startedAt));
  return rows.find(isLive) ?? rows[0] ?? null;
}

const isLive = (row: Subscription) => LIVE_STATUSES.some((status) => status === row.status);

/** The period has ended and nothing was heard of it: a webhook is late, or lost. Asked once per period. */
function isDueForRenewal(row: Subscription, now: Date): boolean {
  return isLive(row) && row.renewsAt !== null && row.renewsAt <= now && row.asOf < row.renewsAt;
}

function toPlan(row: Subscription): Credits["plan"] {
  return {
    key: row.planKey,
    status: subscriptionStatusSchema.parse(row.status),
    renews_at: row.renewsAt?.toISOString() ?? null,
    cancels_at_period_end: row.cancelsAtPeriodEnd,
  };
}
