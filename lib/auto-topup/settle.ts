import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { StopReason } from "../contracts/auto-topup";
import { markStale } from "../credits/stale";
import { type Executor, transaction } from "../db/client";
import { autoTopupAttempts, autoTopups } from "../db/schema/auto-topup";
import { inMs, now } from "../db/time";
import { type AttemptKey, isAttempt } from "./begin";
import { tellAutoTopUpStopped } from "./tell-stopped";

const OPEN = ["started", "unknown", "needs_customer"];

/** How an attempt ends, for now or for good. */
export type End =
  | { state: "charged"; paymentId: string }
  | { state: "declined"; paymentId: string; detail: string | null }
  /** It stays open: nothing else is begun until its payment has come to an end, or the customer lets it go. */
  | { state: "needs_customer"; paymentId: string; status: string | null; detail: string; lookMs: number }
  /** Nothing was charged. Without a reason to stop it may be tried again after `retryMs`. */
  | { state: "failed"; stop: StopReason | null; detail: string | null; retryMs: number };

/** The states that an end may follow. Proof of a payment outweighs whatever was believed before. */
const MAY_FOLLOW: Record<End["state"], string[]> = {
  charged: [...OPEN, "declined", "failed"],
  declined: OPEN,
  needs_customer: ["started", "unknown"],
  failed: OPEN,
};

/**
 * Writes how an attempt ended, and what that means for the settings and the customer, as one fact. The settings are
 * locked first, as wherever they change. Returns false if somebody else was first or it is known already.
 */
export async function settleAttempt(attempt: AttemptKey, end: End): Promise<boolean> {
  return transaction(async (tx) => {
    await tx
      .select({ customerId: autoTopups.customerId })
      .from(autoTopups)
      .where(eq(autoTopups.customerId, attempt.customerId))
      .for("update");
    const [settled] = await tx
      .update(autoTopupAttempts)
      .set({
        state: end.state,
        ...("paymentId" in end && { dodoPaymentId: end.paymentId }),
        ...("detail" in end && { lastError: end.detail }),
        ...("status" in end && { paymentStatus: end.status }),
        lookAt: end.state === "needs_customer" ? inMs(end.lookMs) : null,
        settledAt: now,
      })
      .where(and(isAttempt(attempt), inArray(autoTopupAttempts.state, MAY_FOLLOW[end.state])))
      .returning({ id: autoTopupAttempts.id });
    if (!settled) return false;
    if (end.state !== "needs_customer") await close(tx, attempt, "retryMs" in end ? end.retryMs : 0);
    if (end.state === "charged") await goOn(tx, attempt);
    const reason = end.state === "failed" ? end.stop : end.state === "charged" ? null : end.state;
    if (reason) await stop(tx, attempt.customerId, { reason, detail: detailOf(end), attemptId: attempt.id });
    return true;
  });
}

const detailOf = (end: End) => ("detail" in end ? end.detail : null);

async function close(tx: Executor, { customerId, id }: AttemptKey, retryMs: number): Promise<void> {
  await tx
    .update(autoTopups)
    .set({ openAttemptId: null, checkNotBefore: inMs(retryMs) })
    .where(and(eq(autoTopups.customerId, customerId), eq(autoTopups.openAttemptId, id)));
}

/** What it was stopped for has turned out well. Its credits are read from Dodo even if no webhook ever speaks of them. */
async function goOn(tx: Executor, { customerId, id }: AttemptKey): Promise<void> {
  await tx
    .update(autoTopups)
    .set({ state: "on", stopReason: null, stopDetail: null, stoppedAt: null, stoppedBy: null })
    .where(
      and(
        eq(autoTopups.customerId, customerId),
        eq(autoTopups.state, "stopped"),
        eq(autoTopups.stoppedBy, id),
      ),
    );
  await markStale(tx, customerId, true);
}

interface Stop {
  reason: StopReason;
  detail: string | null;
  attemptId: string | null;
}

/** Credits that go back with a payment are no reason to charge the card for new ones. The customer says when to go on. */
export async function stopForReturn(tx: Executor, customerId: string): Promise<void> {
  await stop(tx, customerId, { reason: "payment_returned", detail: null, attemptId: null });
}

/**
 * Stops auto top-up and tells the customer, once: what is learned later of the same attempt only changes the reason. One
 * that was turned off meanwhile stays off, and nobody is told.
 */
export async function stop(tx: Executor, customerId: string, stopped: Stop): Promise<void> {
  const { reason, detail, attemptId } = stopped;
  if (attemptId !== null)
    await tx
      .update(autoTopups)
      .set({ stopReason: reason, stopDetail: detail })
      .where(
        and(
          eq(autoTopups.customerId, customerId),
          eq(autoTopups.state, "stopped"),
          eq(autoTopups.stoppedBy, attemptId),
        ),
      );
  const [won] = await tx
    .update(autoTopups)
    .set({
      state: "stopped",
      stopReason: reason,
      stopDetail: detail,
      stoppedAt: now,
      stoppedBy: attemptId,
    })
    .where(and(eq(autoTopups.customerId, customerId), eq(autoTopups.state, "on")))
    .returning({ cardBrand: autoTopups.cardBrand, cardLastFour: autoTopups.cardLastFour });
  if (won) await tellAutoTopUpStopped(tx, customerId, { reason, detail, ...won });
}
