import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { database, transaction } from "../db/client";
import { type Capture, captures } from "../db/schema/credits";
import { emails } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import type { DebitOutcome } from "../dodo/ledger";
import { mirrorCapture } from "./account";
import { giveUpCapture, isThis, SHORT_RETRY_MS } from "./claim-capture";
import { idsInOrder } from "./ids-in-order";

export type Captured = Extract<DebitOutcome, { kind: "captured" }>;

/** For the same key Dodo says once more that it was debited. */
const IS_TOLD_AGAIN = { isRepeatable: true };

/** The hold becomes a debit. Does nothing if another process was first. */
export async function settleCaptured(capture: Capture, outcome: Captured, askedAt: Date): Promise<void> {
  // The answer to a repeated debit may be the first one's, with a balance from then.
  const balanceAfter = capture.attempts === 1 ? outcome.balanceAfter : null;
  await transaction(async (tx) => {
    const [won] = await tx
      .update(captures)
      .set({ state: "captured", ledgerEntryId: outcome.ledgerEntryId, lastError: null, settledAt: now })
      .where(and(isThis(capture), eq(captures.state, "open")))
      .returning({ id: captures.id });
    if (!won) return;
    await mirrorCapture(tx, {
      customerId: capture.customerId,
      captureId: capture.id,
      credits: capture.credits,
      balanceAfter,
      askedAt,
    });
    const isPaidByIt = and(eq(emails.customerId, capture.customerId), eq(emails.captureId, capture.id));
    await tx
      .update(emails)
      .set({ capturedAt: now })
      .where(and(isPaidByIt, inArray(emails.id, idsInOrder(tx, isPaidByIt))));
  }, IS_TOLD_AGAIN);
}

/**
 * Dodo says that there is too little: credits were taken away there. The debit keeps its key and its emails, and their
 * holds stay; it is made again when credits arrive. Giving the key up would not be safe even after the first call: the
 * network may deliver that call once more, when there are credits again.
 */
export async function settleInsufficient(capture: Capture, reason: string): Promise<void> {
  await transaction(async (tx) => {
    const [parked] = await tx
      .update(captures)
      .set({ lastError: reason, leaseUntil: inMs(SHORT_RETRY_MS) })
      .where(and(isThis(capture), eq(captures.state, "open"), eq(captures.attempts, capture.attempts)))
      .returning({ id: captures.id });
    if (parked) await giveUpCapture(tx, capture.customerId, capture.id, SHORT_RETRY_MS);
  });
}

/** Leaves the capture open for the same debit later, by this or any other process. */
export async function postponeCapture(capture: Capture, retryMs: number, reason: string): Promise<void> {
  await database()
    .update(captures)
    .set({ leaseUntil: inMs(retryMs), lastError: reason })
    .where(and(isThis(capture), eq(captures.state, "open")));
}
