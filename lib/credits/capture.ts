import "server-only";
import { and, eq } from "drizzle-orm";
import { backoffMs } from "../backoff";
import { checkpoint } from "../checkpoint";
import { database, type Executor, transaction } from "../db/client";
import { type Capture, captures } from "../db/schema/credits";
import { emails } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import { type DebitOutcome, debit } from "../dodo/ledger";
import { log } from "../log";
import { loadAccount, mirrorCapture } from "./account";
import { giveUpCapture, isThis, SHORT_RETRY_MS } from "./claim-capture";

const BACKOFF = { baseMs: 250, maxMs: 30_000 };
/** A debit that may have landed keeps its key, and is tried again this late, or when credits arrive. */
const PARKED_RETRY_MS = 60_000;

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
