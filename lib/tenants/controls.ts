import "server-only";
import { eq, sql } from "drizzle-orm";
import { database, type Executor } from "../db/client";
import { creditAccounts } from "../db/schema/credits";
import { type SendingControl, sendingControls } from "../db/schema/operator";
import { env } from "../env";
import { sendingNews } from "./news";
import { type Bounds, dailyCap, isGrown, quotaLeft } from "./policy";
import { tellSendingNews } from "./tell-sending-news";

/** What bounds a customer's sending; null if nothing ever did. */
export async function readControls(
  customerId: string,
  executor: Executor = database(),
): Promise<SendingControl | null> {
  const [row] = await executor
    .select()
    .from(sendingControls)
    .where(eq(sendingControls.customerId, customerId));
  return row ?? null;
}

/** What a change of the controls sets. */
export type ControlChange = Partial<Omit<SendingControl, "customerId" | "quotaCap" | "quotaDay">>;

/**
 * Changes what bounds a customer's sending, and with it what accepting an email looks at. `decide` sees the controls as
 * they are under the lock; null changes nothing. The account is locked first, as accepting does it. Who is paused, resumed,
 * slowed down or limited by it is told, by a mail in the same transaction. Returns whether anything was changed.
 */
export async function changeControls(
  tx: Executor,
  customerId: string,
  decide: (before: SendingControl) => ControlChange | null,
): Promise<boolean> {
  await lockAccount(tx, customerId);
  await tx.insert(sendingControls).values({ customerId }).onConflictDoNothing();
  const before = await readControls(customerId, tx);
  if (!before) throw new Error(`Customer ${customerId} lost their sending controls`);
  const change = decide(before);
  if (!change) return false;
  const after = await renewQuota(tx, { ...before, ...change }, change);
  const news = sendingNews(before, after);
  if (news) await tellSendingNews(tx, customerId, news);
  return true;
}

/** Brings yesterday's quota up to date. Does nothing if that was done today. */
export async function renewIfOld(tx: Executor, customerId: string): Promise<void> {
  await lockAccount(tx, customerId);
  const control = await readControls(customerId, tx);
  if (control && control.pausedAt === null && control.quotaDay !== today()) await renewQuota(tx, control, {});
}

/** A customer who has just signed up. */
export async function beginControls(tx: Executor, customerId: string): Promise<void> {
  const quota = env().NEW_CUSTOMER_DAILY_CREDITS;
  if (quota === 0) return;
  await tx
    .insert(sendingControls)
    .values({ customerId, isNew: true, quotaCap: quota, quotaDay: today() })
    .onConflictDoNothing();
  await tx.update(creditAccounts).set({ quota }).where(eq(creditAccounts.customerId, customerId));
}

async function lockAccount(tx: Executor, customerId: string): Promise<void> {
  await tx
    .select({ customerId: creditAccounts.customerId })
    .from(creditAccounts)
    .where(eq(creditAccounts.customerId, customerId))
    .for("update");
}

/** Nothing is accepted meanwhile, since the account is locked: what is counted here is all that there is. */
async function renewQuota(
  tx: Executor,
  control: SendingControl,
  change: ControlChange,
): Promise<SendingControl> {
  const { customerId } = control;
  const bounds: Bounds = {
    isPaused: control.pausedAt !== null,
    dailyCredits: control.dailyCredits,
    isNew: control.isNew,
    isSlowed: control.slowedAt !== null,
    delivered: control.isNew ? await countDelivered(tx, customerId) : 0,
    firstDayCredits: env().NEW_CUSTOMER_DAILY_CREDITS,
  };
  const cap = dailyCap(bounds);
  const quota = quotaLeft(bounds.isPaused, cap, cap === null ? 0 : await countAcceptedToday(tx, customerId));
  const renewed = { isNew: control.isNew && !isGrown(bounds), quotaCap: cap, quotaDay: today() };
  await tx
    .update(sendingControls)
    .set({ ...change, ...renewed })
    .where(eq(sendingControls.customerId, customerId));
  await tx.update(creditAccounts).set({ quota }).where(eq(creditAccounts.customerId, customerId));
  return { ...control, ...renewed };
}

/** The day that daily limits count in, UTC. */
export const today = () => new Date().toISOString().slice(0, 10);

async function countAcceptedToday(tx: Executor, customerId: string): Promise<number> {
  return readNumber(
    tx,
    sql`select coalesce(sum(credits), 0) as number from emails
      where customer_id = ${customerId} and kind = 'customer' and created_at >= ${`${today()}T00:00:00Z`}::timestamptz`,
  );
}

async function countDelivered(tx: Executor, customerId: string): Promise<number> {
  return readNumber(
    tx,
    sql`select coalesce(sum(emails - bounced - failed), 0) as number from usage_counts where customer_id = ${customerId}`,
  );
}

async function readNumber(tx: Executor, query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await tx.execute<{ number: string }>(query);
  return Number(rows[0]?.number ?? 0);
}
