import "server-only";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { database } from "../db/client";
import { customers } from "../db/schema/identity";
import { inMs, now } from "../db/time";
import { endSubscriptions } from "../dodo/plan-change";
import { withdrawNext } from "../domains/withdraw-all";
import { AppError } from "../errors";
import { log } from "../log";
import type { Next } from "../pump";
import { cancelSomeScheduled, hasOpenWork } from "./open-work";
import { removeSomeRows } from "./tables";

/** Longer than a step takes. After it, another process goes on where this one stood: every step may be made twice. */
const LEASE_MS = 60_000;
const RETRY_MS = 60_000;
/**
 * While emails are under way: soon at first, and ever more rarely, since what lasts long is an operator's matter. Each
 * look costs a call of Dodo's budget.
 */
const WAIT_MS = { first: 10_000, last: 10 * 60_000, shareOfAge: 0.1 };
/** Longer than any request or job that began before, whose writes must not come after the last look. */
const QUIET = "1 minute";

/** An account that is being taken apart. */
interface Departure {
  customerId: string;
  dodoCustomerId: string | null;
  ageMs: number;
  /** True once it has been quiet since nothing of it was left. */
  isOver: boolean;
}

/** The next account to take apart a little further. */
export async function nextDeparture(): Promise<Next> {
  const departure = await claim();
  if (!departure) return null;
  return async () => {
    const { customerId } = departure;
    try {
      const againInMs = await takeApart(departure);
      if (againInMs === null) return 0;
      await putOff(customerId, againInMs);
      return againInMs === 0 ? 0 : null;
    } catch (error) {
      await putOff(customerId, RETRY_MS);
      const { message, cause } = error instanceof AppError ? error : { message: "", cause: error };
      log.warn("An account can't be taken apart yet; it is tried again", {
        customerId,
        reason: message,
        error: cause,
      });
      return null;
    }
  };
}

async function claim(): Promise<Departure | null> {
  const isDue = and(isNotNull(customers.deletingAt), sql`${customers.deletionDueAt} <= ${now}`);
  const due = database()
    .select({ id: customers.id })
    .from(customers)
    .where(isDue)
    .orderBy(asc(customers.deletionDueAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(customers)
    .set({ deletionDueAt: inMs(LEASE_MS) })
    .where(and(sql`${customers.id} = (${due})`, isDue))
    .returning({
      customerId: customers.id,
      dodoCustomerId: customers.dodoCustomerId,
      ageMs: sql<number>`extract(epoch from ${now} - ${customers.deletingAt}) * 1000`.mapWith(Number),
      isOver: sql<boolean>`coalesce(${customers.emptiedAt} <= ${now} - ${QUIET}::interval, false)`,
    });
  return claimed ?? null;
}

/**
 * One step. Each looks at what is there, so it does not matter which process made the last one, or how far it came.
 * Returns when the next one is due; null if the account is gone.
 */
async function takeApart({ customerId, dodoCustomerId, ageMs, isOver }: Departure): Promise<number | null> {
  if (await cancelSomeScheduled(customerId)) return 0;
  if (await hasOpenWork(customerId)) {
    await endPlan(dodoCustomerId);
    return Math.min(WAIT_MS.last, Math.max(WAIT_MS.first, ageMs * WAIT_MS.shareOfAge));
  }
  if (await withdrawNext(customerId)) return 0;
  if (await removeRows(customerId)) {
    await noteEmpty(customerId, false);
    return 0;
  }
  if (!isOver) {
    await noteEmpty(customerId, true);
    return WAIT_MS.first;
  }
  // Once more: a checkout that was open may have been paid meanwhile, and afterwards nobody knows whose it was.
  await endPlan(dodoCustomerId);
  await database()
    .delete(customers)
    .where(and(eq(customers.id, customerId), isNotNull(customers.deletingAt)));
  log.info("An account was deleted", { customerId });
  return null;
}

async function endPlan(dodoCustomerId: string | null): Promise<void> {
  if (dodoCustomerId !== null) await endSubscriptions(dodoCustomerId);
}

/** Statements of one step: it must end well within its lease. */
const STATEMENTS_PER_STEP = 50;

/** Returns whether anything was removed. */
async function removeRows(customerId: string): Promise<boolean> {
  for (let statement = 0; statement < STATEMENTS_PER_STEP; statement++)
    if ((await removeSomeRows(customerId)) === 0) return statement > 0;
  return true;
}

/** Keeps the first moment since which nothing was left; something that came after it begins the wait anew. */
async function noteEmpty(customerId: string, isEmpty: boolean): Promise<void> {
  await database()
    .update(customers)
    .set({ emptiedAt: isEmpty ? sql`coalesce(${customers.emptiedAt}, ${now})` : null })
    .where(eq(customers.id, customerId));
}

async function putOff(customerId: string, ms: number): Promise<void> {
  await database()
    .update(customers)
    .set({ deletionDueAt: inMs(ms) })
    .where(eq(customers.id, customerId));
}
