import "server-only";
import { and, asc, eq, gt, inArray, isNull, min, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backoffMs } from "../backoff";
import { checkpoint } from "../checkpoint";
import { database, type Executor, transaction } from "../db/client";
import { captures, creditAccounts } from "../db/schema/credits";
import { emails } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import { type DebitOutcome, debit } from "../dodo/ledger";
import { log } from "../log";
import { loadAccount, mirrorCapture } from "./account";
import { type CaptureCandidate, fitIntoBalance } from "./fit-into-balance";

/** Longer than a debit may take. After it, another process may make the same debit with the same key. */
const LEASE_MS = 30_000;
/** Emails that one ledger entry pays for at the most; bounds the transaction. */
const EMAILS_PER_CAPTURE_MAX = 500;
/** Dodo said there is too little. Nothing changes until credits arrive, which a webhook or this look finds out. */
const SHORT_RETRY_MS = 10 * 60_000;
/** The same for a debit that may have landed: it keeps its key, and is tried again this late. */
const PARKED_RETRY_MS = 60_000;
const BACKOFF = { baseMs: 250, maxMs: 30_000 };

export type Capture = typeof captures.$inferSelect;

const isExpired = () => and(eq(captures.state, "open"), sql`${captures.leaseUntil} <= ${now}`);
const isUncaptured = () => and(eq(emails.status, "sent"), isNull(emails.captureId), gt(emails.credits, 0));
const mayCapture = () =>
  and(
    isNull(creditAccounts.openCaptureId),
    sql`coalesce(${creditAccounts.captureNotBefore} <= ${now}, true)`,
  );

/** Customers with sent emails that nothing pays for yet and no capture in flight: those who waited longest. */
export async function listCustomersToCapture(): Promise<string[]> {
  const rows = await database()
    .select({ customerId: emails.customerId })
    .from(emails)
    .innerJoin(creditAccounts, eq(creditAccounts.customerId, emails.customerId))
    .where(and(isUncaptured(), mayCapture()))
    .groupBy(emails.customerId)
    .orderBy(min(emails.sentAt))
    .limit(20);
  return rows.map((row) => row.customerId);
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
        .set({ leaseUntil: inMs(BACKOFF.baseMs) })
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
    await tx
      .update(emails)
      .set({ captureId: id })
      .where(and(eq(emails.customerId, customerId), inArray(emails.id, ids), isUncaptured()));
    return capture ?? null;
  });
}

/** No capture is in flight any more. With a delay, the balance counts as doubtful and is read anew. */
async function giveUpCapture(
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

/**
 * Makes the debit and commits what came of it. Safe to run twice for one capture, even at once: Dodo knows the key,
 * and the outcome is committed by whoever is first. Returns when to try again, in ms; null if it is settled.
 */
export async function driveCapture(capture: Capture): Promise<number | null> {
  checkpoint("capture-committed");
  const account = await loadAccount(capture.customerId);
  if (account.dodoCustomerId === null)
    throw new Error(`Customer ${capture.customerId} owes credits but is unknown at Dodo`);
  const outcome = await debit({
    dodoCustomerId: account.dodoCustomerId,
    credits: capture.credits,
    idempotencyKey: capture.id,
    reason: capture.reason,
  });
  checkpoint("dodo-answered");
  if (outcome.kind === "captured") {
    await settleCaptured(capture, outcome, account.now);
    checkpoint("captured-committed");
    return null;
  }
  const isStopped = outcome.kind === "stopped";
  log[isStopped ? "error" : "warn"]("Dodo did not settle a capture", {
    customerId: capture.customerId,
    captureId: capture.id,
    credits: capture.credits,
    attempt: capture.attempts,
    provider: "dodo",
    reason: outcome.reason,
  });
  if (outcome.kind === "insufficient") {
    await settleInsufficient(capture, outcome.reason);
    return null;
  }
  const retryMs = isStopped ? BACKOFF.maxMs : backoffMs(capture.attempts, BACKOFF);
  await database()
    .update(captures)
    .set({ leaseUntil: inMs(retryMs), lastError: outcome.reason })
    .where(and(isThis(capture), eq(captures.state, "open")));
  return retryMs;
}

const isThis = (capture: Pick<Capture, "customerId" | "id">) =>
  and(eq(captures.customerId, capture.customerId), eq(captures.id, capture.id));

type Captured = Extract<DebitOutcome, { kind: "captured" }>;

async function settleCaptured(capture: Capture, outcome: Captured, askedAt: Date): Promise<void> {
  // The answer to a repeated debit may be the first one's, with a balance from then.
  const balanceAfter = capture.attempts === 1 ? outcome.balanceAfter : null;
  await transaction(async (tx) => {
    const [won] = await tx
      .update(captures)
      .set({ state: "captured", ledgerEntryId: outcome.ledgerEntryId, lastError: null, settledAt: now })
      .where(and(isThis(capture), eq(captures.state, "open")))
      .returning({ id: captures.id });
    if (!won) return warnIfRefused(tx, capture);
    await mirrorCapture(tx, {
      customerId: capture.customerId,
      captureId: capture.id,
      credits: capture.credits,
      balanceAfter,
      askedAt,
    });
    await tx
      .update(emails)
      .set({ capturedAt: now })
      .where(and(eq(emails.customerId, capture.customerId), eq(emails.captureId, capture.id)));
  });
}

/** Every call of a capture has the same key and was certain, or it would not have been given up. */
async function warnIfRefused(tx: Executor, capture: Capture): Promise<void> {
  const [row] = await tx.select({ state: captures.state }).from(captures).where(isThis(capture));
  if (row?.state === "refused")
    log.error("Dodo made a debit that it had refused before; the customer may have paid twice", {
      customerId: capture.customerId,
      captureId: capture.id,
      credits: capture.credits,
    });
}

/**
 * Dodo says that there is too little. If this was the debit's only call, nothing was debited: the emails stay owed,
 * their holds stay, and a later capture, with a key of its own, collects what fits. If there were others, one of them
 * may have landed and be the very reason, so the debit keeps its key and its emails, and waits.
 */
async function settleInsufficient(capture: Capture, reason: string): Promise<void> {
  await transaction(async (tx) => {
    const [refused] = await tx
      .update(captures)
      .set({ state: "refused", lastError: reason, settledAt: now })
      .where(and(isThis(capture), eq(captures.state, "open"), eq(captures.attempts, 1)))
      .returning({ id: captures.id });
    if (refused) {
      await giveUpCapture(tx, capture.customerId, capture.id, SHORT_RETRY_MS);
      await tx
        .update(emails)
        .set({ captureId: null })
        .where(and(eq(emails.customerId, capture.customerId), eq(emails.captureId, capture.id)));
      return;
    }
    const [parked] = await tx
      .update(captures)
      .set({ lastError: reason, leaseUntil: inMs(PARKED_RETRY_MS) })
      .where(and(isThis(capture), eq(captures.state, "open"), eq(captures.attempts, capture.attempts)))
      .returning({ id: captures.id });
    if (parked) await giveUpCapture(tx, capture.customerId, capture.id, PARKED_RETRY_MS);
  });
}
