import "server-only";
import { and, isNotNull, sql } from "drizzle-orm";
import { loadAccount } from "../credits/account";
import { database } from "../db/client";
import { type AutoTopupAttempt, autoTopupAttempts } from "../db/schema/auto-topup";
import { inMs, now } from "../db/time";
import { findTopUpPayments } from "../dodo/topup-evidence";
import { log } from "../log";
import type { Priority } from "../providers/line";
import { isAttempt, noteUnknown } from "./begin";
import { decideOutcome, nextLookMs, type Outcome } from "./decide-outcome";
import { settleAttempt } from "./settle";

const DAY_MS = 24 * 60 * 60_000;
const UNCERTAIN = "Dodo Payments did not answer, and has no payment of this charge.";

/** Milliseconds since a moment of an attempt, by the database's clock. */
export const ageMs = (column: typeof autoTopupAttempts.createdAt | typeof autoTopupAttempts.calledAt) =>
  sql<number>`extract(epoch from ${now} - ${column}) * 1000`.mapWith(Number);

/**
 * Asks Dodo what became of an attempt and settles what is certain. Returns when to look again, in ms; null if there is
 * nothing to look for. Throws ProviderUnavailable.
 */
export async function seekEvidence(attempt: AutoTopupAttempt, priority: Priority): Promise<number | null> {
  const { customerId, id, createdAt } = attempt;
  const { dodoCustomerId } = await loadAccount(customerId);
  if (dodoCustomerId === null) throw new Error(`Customer ${customerId} was charged and is unknown at Dodo`);
  const search = { dodoCustomerId, attemptId: id, paymentId: attempt.dodoPaymentId, createdAt };
  const payments = await findTopUpPayments(search, priority);
  const [times] = await database()
    .update(autoTopupAttempts)
    .set({
      absentSince: payments.length > 0 ? null : sql`coalesce(${autoTopupAttempts.absentSince}, ${now})`,
    })
    .where(isAttempt(attempt))
    .returning({
      calledForMs: sql<number>`coalesce(${ageMs(autoTopupAttempts.calledAt)}, 0)`.mapWith(Number),
      absentForMs:
        sql<number>`coalesce(extract(epoch from ${now} - ${autoTopupAttempts.absentSince}) * 1000, 0)`.mapWith(
          Number,
        ),
    });
  if (!times) return null;
  return heed(attempt, decideOutcome({ payments, ...times }), times.calledForMs);
}

async function heed(
  attempt: AutoTopupAttempt,
  outcome: Outcome,
  calledForMs: number,
): Promise<number | null> {
  const lookMs = nextLookMs(calledForMs);
  switch (outcome.kind) {
    case "charged":
      if (outcome.paidTwice)
        log.error("One automatic top-up was paid twice at Dodo: refund one of the payments", {
          customerId: attempt.customerId,
          reason: outcome.paymentId,
        });
      return settled(attempt, { state: "charged", paymentId: outcome.paymentId });
    case "declined":
      return settled(attempt, {
        state: "declined",
        paymentId: outcome.paymentId,
        detail: outcome.message,
      });
    case "needs_customer": {
      const { paymentId, status } = outcome;
      const detail = detailOf(status);
      await settleAttempt(attempt, { state: "needs_customer", paymentId, status, detail, lookMs });
      // A payment that nobody finishes within a day is looked at again when a webhook or the customer asks for it.
      return calledForMs < DAY_MS ? lookLater(attempt, lookMs) : stopLooking(attempt);
    }
    case "absent":
      return settled(attempt, { state: "failed", stop: "unconfirmed", detail: UNCERTAIN, retryMs: 0 });
    case "wait":
      if (outcome.paymentId !== null || attempt.state === "started")
        await noteUnknown(attempt, { paymentId: outcome.paymentId, lookMs });
      return lookLater(attempt, lookMs);
  }
}

async function settled(attempt: AutoTopupAttempt, end: Parameters<typeof settleAttempt>[1]): Promise<null> {
  // Somebody else may have been first, or nothing may follow what it is: then there is nothing to look for any more.
  if (!(await settleAttempt(attempt, end))) await stopLooking(attempt);
  return null;
}

function detailOf(status: string | null): string {
  if (status === "requires_customer_action") return "The bank wants the payment to be confirmed by you.";
  if (status === "processing") return "The bank is still processing the payment.";
  return "The payment has come to no end.";
}

/** Leaves an attempt for a later look, unless there is nothing to look for any more. */
export async function lookLater(attempt: AutoTopupAttempt, ms: number): Promise<number> {
  await database()
    .update(autoTopupAttempts)
    .set({ lookAt: inMs(ms) })
    .where(and(isAttempt(attempt), isNotNull(autoTopupAttempts.lookAt)));
  return ms;
}

async function stopLooking(attempt: AutoTopupAttempt): Promise<null> {
  await database().update(autoTopupAttempts).set({ lookAt: null }).where(isAttempt(attempt));
  return null;
}
