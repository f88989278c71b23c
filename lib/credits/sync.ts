import "server-only";
import { and, asc, eq, isNotNull, or, sql } from "drizzle-orm";
import { thresholdAt } from "../contracts/alert-levels";
import { database, transaction } from "../db/client";
import { creditAccounts, subscriptions } from "../db/schema/credits";
import { inMs, now } from "../db/time";
import {
  type DodoSubscription,
  LIVE_STATUSES,
  readNewestGrant,
  readSubscriptions,
} from "../dodo/billing-state";
import { log } from "../log";
import { pauseLeftMs } from "../providers/line";
import type { Next } from "../pump";
import { type Account, loadAccount } from "./account";
import { alertOnCrossing, crossingColumns } from "./alerts";
import { chosenLadder } from "./ladder-choice";
import { liveCredits } from "./live";
import { refreshBalance } from "./refresh";

const LEASE_MS = 10_000;
const RETRY_MS = 5_000;
/** Events come in bursts (a purchase sends five): the first is heeded at once, the others together after this. */
const COOLDOWN_MS = 1_500;

const isDue = () =>
  and(
    or(isNotNull(creditAccounts.staleSince), isNotNull(creditAccounts.billingStaleSince)),
    sql`coalesce(${creditAccounts.syncNotBefore} <= ${now}, true)`,
  );

/** The next customer to bring up to date. `onSynced` hears that numbers may have changed. */
export async function nextSync(onSynced: () => void): Promise<Next> {
  const againInMs = await pauseLeftMs("dodo");
  if (againInMs > 0) return { againInMs };
  const customerId = await claimStaleCustomer();
  if (!customerId) return null;
  return async () => {
    const retryMs = await syncCustomer(customerId);
    onSynced();
    return retryMs;
  };
}

/** Takes the next customer whose mirror a webhook has marked stale; null if there is none. */
async function claimStaleCustomer(): Promise<string | null> {
  const due = database()
    .select({ customerId: creditAccounts.customerId })
    .from(creditAccounts)
    .where(isDue())
    .orderBy(asc(creditAccounts.syncNotBefore))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(creditAccounts)
    .set({ syncNotBefore: inMs(LEASE_MS) })
    .where(and(sql`${creditAccounts.customerId} = (${due})`, isDue()))
    .returning({ customerId: creditAccounts.customerId });
  return claimed?.customerId ?? null;
}

/**
 * Brings the mirror of one customer up to date with Dodo: plan, allowance, balance, and with them the alerts.
 * When Dodo can't be asked, the marks stay and it is tried again. Returns when to look for further marks, in ms.
 */
async function syncCustomer(customerId: string): Promise<number> {
  try {
    let account = await loadAccount(customerId);
    // The balance first: one that has risen says that plan and grants are to be read after it.
    if (account.staleSince !== null)
      account = await refreshBalance(liveCredits, customerId, account.now, "news");
    if (account.billingStaleSince !== null) await syncBilling(account);
    return await postpone(customerId, COOLDOWN_MS);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    log.warn("A customer could not be brought up to date with Dodo yet", {
      customerId,
      provider: "dodo",
      reason: cause instanceof Error ? cause.message : String(cause),
    });
    return await postpone(customerId, RETRY_MS);
  }
}

async function postpone(customerId: string, ms: number): Promise<number> {
  await database()
    .update(creditAccounts)
    .set({ syncNotBefore: inMs(ms) })
    .where(eq(creditAccounts.customerId, customerId));
  return ms;
}

async function syncBilling(before: Account): Promise<void> {
  const { customerId, dodoCustomerId } = before;
  if (dodoCustomerId === null) return;
  const current = await readSubscriptions(dodoCustomerId);
  const plan = current.find((row) => LIVE_STATUSES.includes(row.status) && row.creditsPerCycle !== null);
  const allowance = plan?.creditsPerCycle ?? (await readNewestGrant(dodoCustomerId));
  const asOf = before.now.toISOString();
  await transaction(async (tx) => {
    for (const row of current)
      await tx.insert(subscriptions).values(toRow(row)).onConflictDoUpdate(newerOnly(row));
    const { low } = await chosenLadder(tx, customerId, plan?.lowThresholdPercent ?? null, true);
    const [account] = await tx
      .update(creditAccounts)
      .set({
        allowance,
        lowThreshold: allowance === null || !low.on ? null : thresholdAt(allowance, low.percent),
        billingStaleSince: sql`case when ${creditAccounts.billingStaleSince} <= ${asOf}::timestamptz then null else ${creditAccounts.billingStaleSince} end`,
      })
      .where(eq(creditAccounts.customerId, customerId))
      .returning(crossingColumns);
    // A balance that was mirrored before its threshold was known may turn out to be low.
    if (account) await alertOnCrossing(tx, account);
  });

  function toRow(row: DodoSubscription) {
    return {
      customerId,
      dodoSubscriptionId: row.id,
      asOf: before.now,
      ...changing(row),
      startedAt: row.startedAt,
    };
  }
  /** Two syncs may overlap: the one that asked Dodo later wins, whichever commits first. */
  function newerOnly(row: DodoSubscription) {
    return {
      target: [subscriptions.customerId, subscriptions.dodoSubscriptionId],
      set: { ...changing(row), asOf: before.now },
      setWhere: sql`${subscriptions.asOf} <= ${asOf}::timestamptz`,
    };
  }
}

function changing(row: DodoSubscription) {
  const { planKey, status, creditsPerCycle, lowThresholdPercent, renewsAt, cancelsAtPeriodEnd } = row;
  return { planKey, status, creditsPerCycle, lowThresholdPercent, renewsAt, cancelsAtPeriodEnd };
}
