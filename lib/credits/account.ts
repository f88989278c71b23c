import "server-only";
import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { database, type Executor } from "../db/client";
import { captures, creditAccounts } from "../db/schema/credits";
import { customers } from "../db/schema/identity";
import { inMs, now } from "../db/time";
import { alertOnCrossing, crossingColumns } from "./alerts";
import { publishRise } from "./credit-events";
import { EXPIRY_LOOK_AFTER_MS } from "./expiry-steps";

const columns = {
  ...getTableColumns(creditAccounts),
  dodoCustomerId: customers.dodoCustomerId,
  email: customers.email,
  /** The database's clock, the only one that instances share. */
  now: sql<Date>`clock_timestamp()`.mapWith(creditAccounts.balanceAsOf),
};

/** A customer's credits as the database has them, read in one statement. */
export type Account = Awaited<ReturnType<typeof loadAccount>>;

/** Reads the account. Throws if the customer does not exist, which sign-up rules out. */
export async function loadAccount(customerId: string, executor: Executor = database()) {
  const [account] = await executor
    .select(columns)
    .from(creditAccounts)
    .innerJoin(customers, eq(customers.id, creditAccounts.customerId))
    .where(eq(creditAccounts.customerId, customerId));
  if (!account) throw new Error(`Customer ${customerId} has no credit account`);
  return { ...account, available: (account.balance ?? 0) - account.held };
}

/** Gives a hold back: the email was definitely not sent. */
export async function releaseCredits(tx: Executor, customerId: string, credits: number): Promise<void> {
  await tx
    .update(creditAccounts)
    .set({ held: sql`${creditAccounts.held} - ${credits}` })
    .where(eq(creditAccounts.customerId, customerId));
}

/**
 * A balance that is higher than this process's own doing explains: credits have arrived. The customer may be warned
 * again of the levels that it has left behind, and what is owed can be captured.
 */
const balanceRose = (balance: number, ownDebit: number) =>
  sql`${balance} > coalesce(${creditAccounts.balance}, 0) - ${ownDebit}`;

function mirrored(balance: number, ownDebit: number) {
  const rose = balanceRose(balance, ownDebit);
  return {
    balance,
    balanceRoseAt: sql`case when ${rose} then ${now} else ${creditAccounts.balanceRoseAt} end`,
    // What brought the credits may have brought a plan. It is looked for even if no webhook ever speaks of it.
    billingStaleSince: sql`case when ${rose} then ${now} else ${creditAccounts.billingStaleSince} end`,
    // Another moment than before: a look that is under way has not seen the new grant and must not have the last word.
    expiryLookAt: sql`case when ${rose} then ${inMs(EXPIRY_LOOK_AFTER_MS)} else ${creditAccounts.expiryLookAt} end`,
  };
}

/**
 * The balance as it is before an UPDATE that this is the FROM of. The row is locked when it is read, so that what
 * somebody else commits at the same moment counts as before.
 */
function balanceBefore(tx: Executor, customerId: string) {
  return tx
    .select({
      ownerId: sql<string>`${creditAccounts.customerId}`.as("owner_id"),
      was: sql<number>`coalesce(${creditAccounts.balance}, 0)`.mapWith(Number).as("was"),
    })
    .from(creditAccounts)
    .where(eq(creditAccounts.customerId, customerId))
    .for("update")
    .as("before");
}

/**
 * Mirrors a balance that was read at Dodo. `before` is the account as it was when the read began: if a capture has
 * landed since, or is in flight, or a later read was faster, the number is worth nothing and is dropped.
 * Returns whether it was taken.
 */
export async function mirrorRead(tx: Executor, before: Account, balance: number): Promise<boolean> {
  const earlier = balanceBefore(tx, before.customerId);
  const [taken] = await tx
    .update(creditAccounts)
    .set({
      ...mirrored(balance, 0),
      balanceAsOf: before.now,
      staleSince: sql`case when ${creditAccounts.staleSince} <= ${before.now.toISOString()}::timestamptz then null else ${creditAccounts.staleSince} end`,
      // What Dodo refused for want of credits can be collected now.
      captureNotBefore: sql`case when ${balanceRose(balance, 0)} then null else ${creditAccounts.captureNotBefore} end`,
    })
    .from(earlier)
    .where(
      and(
        eq(creditAccounts.customerId, before.customerId),
        eq(creditAccounts.customerId, earlier.ownerId),
        eq(creditAccounts.version, before.version),
        sql`${creditAccounts.openCaptureId} is null`,
        sql`coalesce(${creditAccounts.balanceAsOf} <= ${before.now.toISOString()}::timestamptz, true)`,
      ),
    )
    .returning({ ...crossingColumns, was: earlier.was });
  if (!taken) return false;
  if (balance > (before.balance ?? 0)) await wakeParkedCaptures(tx, before.customerId);
  await publishRise(tx, taken, taken.was);
  await alertOnCrossing(tx, taken, balance > taken.was);
  return true;
}

/** None is in flight, or the read would not have been taken: what is open was put off for want of credits. */
async function wakeParkedCaptures(tx: Executor, customerId: string): Promise<void> {
  await tx
    .update(captures)
    .set({ leaseUntil: now })
    .where(and(eq(captures.customerId, customerId), eq(captures.state, "open")));
}

interface LandedCapture {
  customerId: string;
  captureId: string;
  credits: number;
  /** What Dodo said is left, if this answer is the debit's own and not a replay; null if it did not say. */
  balanceAfter: number | null;
  /** When the call began, by the database's clock. */
  askedAt: Date;
}

/** A capture has landed: the hold becomes a debit. Without Dodo's number the mirror is reckoned, and marked stale. */
export async function mirrorCapture(tx: Executor, capture: LandedCapture): Promise<void> {
  const { customerId, captureId, credits, balanceAfter, askedAt } = capture;
  const fresh = balanceAfter !== null;
  const earlier = balanceBefore(tx, customerId);
  const [landed] = await tx
    .update(creditAccounts)
    .set({
      ...(fresh
        ? { ...mirrored(balanceAfter, credits), balanceAsOf: askedAt }
        : { balance: sql`${creditAccounts.balance} - ${credits}`, staleSince: now }),
      held: sql`${creditAccounts.held} - ${credits}`,
      version: sql`${creditAccounts.version} + 1`,
      openCaptureId: sql`nullif(${creditAccounts.openCaptureId}, ${captureId})`,
    })
    .from(earlier)
    .where(and(eq(creditAccounts.customerId, customerId), eq(creditAccounts.customerId, earlier.ownerId)))
    .returning({ ...crossingColumns, was: earlier.was });
  if (!landed) return;
  const expected = landed.was - credits;
  if (fresh) await publishRise(tx, landed, expected);
  await alertOnCrossing(tx, landed, fresh && balanceAfter > expected);
}
