import "server-only";
import { and, asc, eq, gt, inArray, isNull, min, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database, type Executor, transaction } from "../db/client";
import { type Capture, captures, creditAccounts } from "../db/schema/credits";
import { emails } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import { type CaptureCandidate, fitIntoBalance } from "./fit-into-balance";
import { idsInOrder } from "./ids-in-order";

/** Longer than a debit may take. After it, another process may make the same debit with the same key. */
const LEASE_MS = 30_000;
/** Emails that one ledger entry pays for at the most; bounds the transaction. */
const EMAILS_PER_CAPTURE_MAX = 500;
/** Dodo said there is too little. Nothing changes until credits arrive, which a webhook or this look finds out. */
export const SHORT_RETRY_MS = 10 * 60_000;
/** A customer's other capture takes about this long. */
const BEHIND_ANOTHER_MS = 250;

/** As a condition: this capture, of this customer. */
export const isThis = (capture: Pick<Capture, "customerId" | "id">) =>
  and(eq(captures.customerId, capture.customerId), eq(captures.id, capture.id));
const isExpired = () => and(eq(captures.state, "open"), sql`${captures.leaseUntil} <= ${now}`);
const isUncaptured = () => and(eq(emails.status, "sent"), isNull(emails.captureId), gt(emails.credits, 0));
const mayCapture = () =>
  and(
    isNull(creditAccounts.openCaptureId),
    sql`coalesce(${creditAccounts.captureNotBefore} <= ${now}, true)`,
  );

/** What there is to debit. */
export interface CaptureWork {
  /** A capture that a dead process left, or that is due again. */
  isExpired: boolean;
  /** Customers with sent emails that nothing pays for yet and no capture in flight: those who waited longest. */
  customers: string[];
  /** One of them has waited for so long that it goes before all other calls. */
  isOverdue: boolean;
}

/** Holds keep the balance right meanwhile, and the longer a capture waits, the more it pays for; but not for ever. */
const OVERDUE_AFTER = "60 seconds";
const CUSTOMERS_LISTED_MAX = 20;

/** What is to be captured; null if nothing is. */
export async function findCaptureWork(): Promise<CaptureWork | null> {
  const [expired] = await database().select({ id: captures.id }).from(captures).where(isExpired()).limit(1);
  const waiting = await database()
    .select({
      customerId: emails.customerId,
      isOverdue: sql<boolean>`min(${emails.sentAt}) < ${now} - ${OVERDUE_AFTER}::interval`,
    })
    .from(emails)
    .innerJoin(creditAccounts, eq(creditAccounts.customerId, emails.customerId))
    .where(and(isUncaptured(), mayCapture()))
    .groupBy(emails.customerId)
    .orderBy(min(emails.sentAt))
    .limit(CUSTOMERS_LISTED_MAX);
  if (!expired && waiting.length === 0) return null;
  return {
    isExpired: expired !== undefined,
    customers: waiting.map((row) => row.customerId),
    isOverdue: waiting[0]?.isOverdue ?? false,
  };
}

/** A capture that a dead process left, or that is due again. */
export async function claimExpiredCapture(): Promise<Capture | null> {
  return transaction(async (tx) => {
    const [expired] = await tx
      .select({ customerId: captures.customerId, id: captures.id })
      .from(captures)
      .where(isExpired())
      .orderBy(asc(captures.leaseUntil))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!expired) return null;
    const [flying] = await tx
      .update(creditAccounts)
      .set({ openCaptureId: expired.id })
      .where(
        and(
          eq(creditAccounts.customerId, expired.customerId),
          sql`coalesce(${creditAccounts.openCaptureId} = ${expired.id}, true)`,
        ),
      )
      .returning({ customerId: creditAccounts.customerId });
    if (!flying) {
      // Another capture of this customer is in flight; this one's turn comes after it.
      await tx
        .update(captures)
        .set({ leaseUntil: inMs(BEHIND_ANOTHER_MS) })
        .where(isThis(expired));
      return null;
    }
    const [claimed] = await tx
      .update(captures)
      .set({ leaseUntil: inMs(LEASE_MS), attempts: sql`${captures.attempts} + 1` })
      .where(and(eq(captures.customerId, expired.customerId), eq(captures.id, expired.id), isExpired()))
      .returning();
    return claimed ?? null;
  });
}

/**
 * Makes one capture of a customer's sent emails: of all that wait, as far as the balance reaches. Waiting happens
 * only while another capture of this customer is in flight, so an idle customer has one ledger entry per email.
 */
export async function openCapture(customerId: string): Promise<Capture | null> {
  return transaction(async (tx) => {
    const id = uuidv7();
    const [account] = await tx
      .update(creditAccounts)
      .set({ openCaptureId: id })
      .where(and(eq(creditAccounts.customerId, customerId), mayCapture()))
      .returning({ balance: creditAccounts.balance });
    if (!account) return null;
    const waiting: CaptureCandidate[] = await tx
      .select({ id: emails.id, credits: emails.credits, resendId: emails.resendId })
      .from(emails)
      .where(and(eq(emails.customerId, customerId), isUncaptured()))
      .orderBy(asc(emails.sentAt), asc(emails.id))
      .limit(EMAILS_PER_CAPTURE_MAX);
    const paid = fitIntoBalance(waiting, account.balance ?? 0);
    if (paid.emails.length === 0) {
      await giveUpCapture(tx, customerId, id, waiting.length > 0 ? SHORT_RETRY_MS : 0);
      return null;
    }
    const [capture] = await tx
      .insert(captures)
      .values({
        customerId,
        id,
        credits: paid.credits,
        reason: paid.reason,
        attempts: 1,
        leaseUntil: inMs(LEASE_MS),
      })
      .returning();
    const ids = paid.emails.map((email) => email.id);
    const isPaidByIt = and(eq(emails.customerId, customerId), inArray(emails.id, ids), isUncaptured());
    await tx
      .update(emails)
      .set({ captureId: id })
      .where(and(isPaidByIt, inArray(emails.id, idsInOrder(tx, isPaidByIt))));
    return capture ?? null;
  });
}

/** No capture is in flight any more. With a delay, the balance counts as doubtful and is read anew. */
export async function giveUpCapture(
  tx: Executor,
  customerId: string,
  captureId: string,
  delayMs: number,
): Promise<void> {
  await tx
    .update(creditAccounts)
    .set({
      openCaptureId: null,
      ...(delayMs > 0 ? { captureNotBefore: inMs(delayMs), staleSince: now } : {}),
    })
    .where(and(eq(creditAccounts.customerId, customerId), eq(creditAccounts.openCaptureId, captureId)));
}
