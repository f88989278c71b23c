import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { database, type Executor, transaction } from "../db/client";
import { creditAccounts } from "../db/schema/credits";
import { inMs, nowOnce } from "../db/time";
import { hasNoTurn } from "../dodo/client";
import { readActiveGrants } from "../dodo/history";
import { log } from "../log";
import { ExpiringCreditsMail } from "../mails/expiring-credits";
import { perProcess } from "../per-process";
import { pauseLeftMs } from "../providers/line";
import type { Next } from "../pump";
import { type Account, loadAccount } from "./account";
import { type ExpiringGrant, type ExpiryNotice, expiryNotices, nextExpiryLook } from "./expiry-steps";
import { readMailSettings } from "./mail-settings";
import { claimNotices } from "./notices";
import { linkTo, writeSystemMail } from "./system-mail";

/** Looks of one process follow each other no faster: they have days, and screens share Dodo's budget with them. */
const PACE_MS = 2_000;
/** A look that failed, or whose process died, is made again this much later. */
const RETRY_MS = 5 * 60_000;

const isDue = sql`${creditAccounts.expiryLookAt} <= ${nowOnce}`;

/**
 * The next customer whose grants are to be looked at for what expires soon. Each account says when that is: a while after
 * credits arrived, and when a grant comes to its next step. So a grant costs about three reads in its life, however many
 * customers there are. `onTold` hears that mails were written.
 */
export async function nextExpiryWork(onTold: () => void): Promise<Next> {
  const [due] = await findDue();
  if (!due) return null;
  const pace = perProcess("expiry-pace", () => ({ lastMs: Number.NEGATIVE_INFINITY }));
  const waitMs = Math.max(pace.lastMs + PACE_MS - performance.now(), await pauseLeftMs("dodo"));
  if (waitMs > 0 || hasNoTurn("read-for-display")) return { againInMs: Math.max(waitMs, PACE_MS) };
  const claim = await claimLook();
  if (!claim) return null;
  return async () => {
    if (await look(claim)) pace.lastMs = performance.now();
    onTold();
    return null;
  };
}

const findDue = () =>
  database()
    .select({ customerId: creditAccounts.customerId })
    .from(creditAccounts)
    .where(isDue)
    .orderBy(asc(creditAccounts.expiryLookAt))
    .limit(1);

interface Claim {
  customerId: string;
  /** What its time was set to meanwhile; credits that arrive set it anew. */
  until: Date;
}

/** Takes the one that has waited longest. It is due again by itself if nothing is written down for it. */
async function claimLook(): Promise<Claim | null> {
  const due = findDue().for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(creditAccounts)
    .set({ expiryLookAt: sql`date_trunc('milliseconds', ${inMs(RETRY_MS)})` })
    .where(and(sql`${creditAccounts.customerId} = (${due})`, isDue))
    .returning({ customerId: creditAccounts.customerId, until: creditAccounts.expiryLookAt });
  return claimed?.until ? { customerId: claimed.customerId, until: claimed.until } : null;
}

/** Reads a customer's grants and tells what is to be told of them. Returns whether Dodo was asked. */
async function look(claim: Claim): Promise<boolean> {
  const account = await loadAccount(claim.customerId);
  const { dodoCustomerId } = account;
  if (dodoCustomerId === null) {
    await setNext(database(), claim, null);
    return false;
  }
  try {
    const grants = (await readActiveGrants(dodoCustomerId)).map(({ id, remaining, expires_at }) => ({
      id,
      remaining,
      expiresAt: expires_at === null ? null : new Date(expires_at),
    }));
    await tell(claim, account, grants);
  } catch (error) {
    // Nothing is lost: the look is due again in a few minutes.
    log.warn("Grants could not be looked at for what expires soon", {
      customerId: claim.customerId,
      provider: "dodo",
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  return true;
}

async function tell(claim: Claim, account: Account, grants: readonly ExpiringGrant[]): Promise<void> {
  const { customerId, now: at } = account;
  await transaction(async (tx) => {
    const settings = await readMailSettings(tx, customerId);
    const due = settings.expiringCredits ? expiryNotices(grants, at) : [];
    const whats = await claimNotices(
      tx,
      customerId,
      due.map(({ what }) => what),
    );
    const news = due.filter(({ what }) => whats.includes(what));
    for (const days of new Set(news.map((notice) => notice.days))) {
      const ofStep = news.filter((notice) => notice.days === days);
      await writeSystemMail(
        tx,
        { customerId, available: account.available, ...mailOf(ofStep, at) },
        settings,
      );
    }
    await setNext(tx, claim, nextExpiryLook(grants, at));
  });
}

/** One mail for all grants that have come to the same step. */
function mailOf(notices: readonly ExpiryNotice[], at: Date) {
  const credits = notices.reduce((sum, notice) => sum + notice.credits, 0);
  const firstMs = Math.min(...notices.map(({ expiresAt }) => expiresAt.getTime()));
  const daysLeft = Math.max(1, Math.round((firstMs - at.getTime()) / (24 * 60 * 60_000)));
  const when = daysLeft === 1 ? "within a day" : `in ${daysLeft} days`;
  const body = ExpiringCreditsMail({
    credits,
    when,
    grants: notices.map(({ credits, expiresAt }) => ({ credits, expiresAt })),
    billingUrl: linkTo("/dashboard/billing"),
  });
  return { subject: `${credits.toLocaleString("en")} email credits expire ${when}`, body };
}

/** Says when to look again, unless somebody has said so since it was claimed: credits have arrived. */
async function setNext(tx: Executor, { customerId, until }: Claim, next: Date | null): Promise<void> {
  await tx
    .update(creditAccounts)
    .set({ expiryLookAt: next })
    .where(and(eq(creditAccounts.customerId, customerId), eq(creditAccounts.expiryLookAt, until)));
}
