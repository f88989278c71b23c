import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { type Account, loadAccount } from "../credits/account";
import { database, type Executor } from "../db/client";
import { type AutoTopup, autoTopupAttempts, autoTopups } from "../db/schema/auto-topup";
import { now } from "../db/time";
import type { StartFacts } from "./decide-start";
import { packOf } from "./packs";

const monthStart = sql`date_trunc('month', ${now} at time zone 'UTC') at time zone 'UTC'`;
/** What was paid, and what may have been. */
const COUNTED = ["started", "unknown", "needs_customer", "charged"];

/** Everything about one customer's auto top-up, read together. */
export interface AutoTopUpFacts {
  settings: AutoTopup | null;
  account: Account;
  usedThisMonth: number;
  /** When the next month begins. */
  resetsAt: Date;
  lastChargeAt: Date | null;
}

/**
 * Reads what decides about a start, and what the screen shows. With `lock` nobody changes settings or attempts until the
 * transaction ends: what is read after the lock is what every attempt that was begun before has left.
 */
export async function loadFacts(
  customerId: string,
  { executor = database(), lock = false }: { executor?: Executor; lock?: boolean } = {},
): Promise<AutoTopUpFacts> {
  const ofCustomer = executor.select().from(autoTopups).where(eq(autoTopups.customerId, customerId));
  const [settings] = await (lock ? ofCustomer.for("update") : ofCustomer);
  const [charges] = await executor
    .select({
      used: sql<number>`count(*) filter (where ${inArray(autoTopupAttempts.state, COUNTED)} and ${autoTopupAttempts.createdAt} >= ${monthStart})`.mapWith(
        Number,
      ),
      lastChargeAt:
        sql<Date | null>`max(${autoTopupAttempts.createdAt}) filter (where ${eq(autoTopupAttempts.state, "charged")})`.mapWith(
          autoTopupAttempts.createdAt,
        ),
      resetsAt:
        sql<Date>`(date_trunc('month', ${now} at time zone 'UTC') + interval '1 month') at time zone 'UTC'`.mapWith(
          autoTopupAttempts.createdAt,
        ),
    })
    .from(autoTopupAttempts)
    .where(and(eq(autoTopupAttempts.customerId, customerId)));
  return {
    settings: settings ?? null,
    account: await loadAccount(customerId, executor),
    usedThisMonth: charges?.used ?? 0,
    resetsAt: charges?.resetsAt ?? new Date(),
    lastChargeAt: charges?.lastChargeAt ?? null,
  };
}

/** The facts in the form that the decision takes. The balance must be as of `notBefore`, and not known to be behind. */
export function toStartFacts(
  { settings, account, usedThisMonth, lastChargeAt }: AutoTopUpFacts & { settings: AutoTopup },
  notBefore: Date | null,
): StartFacts {
  const isOld = notBefore !== null && (account.balanceAsOf === null || account.balanceAsOf < notBefore);
  return {
    state: settings.state === "on" || settings.state === "stopped" ? settings.state : "off",
    hasOpenAttempt: settings.openAttemptId !== null,
    isStale: account.balance === null || account.staleSince !== null || isOld,
    available: account.available,
    threshold: settings.threshold,
    usedThisMonth,
    monthlyCap: settings.monthlyCap,
    priceMinor: packOf(settings.pack).priceMinor,
    agreedPriceMinor: settings.priceMinor,
    lastChargeAt,
    balanceRoseAt: account.balanceRoseAt,
    waivedAt: settings.waivedAt,
    now: account.now,
  };
}
