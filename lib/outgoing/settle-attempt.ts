import "server-only";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { type Executor, transaction } from "../db/client";
import { webhookAttempts, webhookEndpoints, webhookMessages } from "../db/schema/api";
import { inMs, now } from "../db/time";
import { log } from "../log";
import type { Delivery } from "./claim";
import { isEndpoint } from "./endpoint-row";
import type { PostOutcome } from "./post";
import { ATTEMPTS_MAX, retryDelayMs } from "./retry";

/** Nothing but failures for that long, and a day of attempts of one message among them: nobody is there any more. */
const GIVE_UP_AFTER = "5 days";
/** The pump looks again by itself for what is due later. */
const WAKE_WITHIN_MS = 60_000;

/**
 * Writes down an attempt and what it means: delivered, due again later, failed, or an endpoint to be disabled. Returns
 * in how many ms the message is due again if that is soon.
 */
export async function settleAttempt(delivery: Delivery, outcome: PostOutcome): Promise<number | null> {
  const { customerId, messageId, attempt } = delivery;
  const isDelivered = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
  const delayMs = isDelivered ? null : retryDelayMs(attempt, Math.random());
  await transaction(async (tx) => {
    if (!(await noteAttempt(tx, delivery, outcome))) return;
    if (isDelivered) await settleDelivered(tx, delivery);
    else await settleFailed(tx, delivery, { delayMs, status: outcome.status });
  });
  log.info(isDelivered ? "A webhook was delivered" : "A webhook was not delivered", {
    customerId,
    webhookId: messageId,
    attempt,
    status: outcome.status ?? undefined,
    durationMs: outcome.durationMs,
  });
  return delayMs !== null && delayMs <= WAKE_WITHIN_MS ? delayMs : null;
}

const isMessage = ({ customerId, messageId }: Delivery) =>
  and(eq(webhookMessages.customerId, customerId), eq(webhookMessages.id, messageId));

/**
 * The endpoint, if it still has the address that was called. Once the customer has changed it, an answer from where it
 * was says nothing of where it is.
 */
const isCalledEndpoint = (delivery: Delivery) =>
  and(isEndpoint(delivery), eq(webhookEndpoints.url, delivery.url));

/** Numbers go on over replays, so that the log of attempts stays whole. False: the message is gone. */
async function noteAttempt(tx: Executor, delivery: Delivery, outcome: PostOutcome): Promise<boolean> {
  const { customerId, messageId } = delivery;
  const [message] = await tx
    .select({ id: webhookMessages.id })
    .from(webhookMessages)
    .where(isMessage(delivery))
    .for("update");
  if (!message) return false;
  const number = sql`(select coalesce(max(${webhookAttempts.number}), 0) + 1 from ${webhookAttempts}
    where ${webhookAttempts.customerId} = ${customerId} and ${webhookAttempts.messageId} = ${messageId})`;
  await tx.insert(webhookAttempts).values({
    customerId,
    messageId,
    number,
    ...outcome,
    attemptedAt: sql`${now} - ${outcome.durationMs} * interval '1 millisecond'`,
  });
  return true;
}

/** Whatever became of the message meanwhile: the receiver has it. */
async function settleDelivered(tx: Executor, delivery: Delivery): Promise<void> {
  await tx.update(webhookMessages).set({ state: "delivered", settledAt: now }).where(isMessage(delivery));
  await tx
    .update(webhookEndpoints)
    .set({ failingSince: null })
    .where(and(isCalledEndpoint(delivery), isNotNull(webhookEndpoints.failingSince)));
}

interface Failure {
  /** Until the next attempt; null if this was the last. */
  delayMs: number | null;
  status: number | null;
}

async function settleFailed(tx: Executor, delivery: Delivery, { delayMs, status }: Failure): Promise<void> {
  await tx
    .update(webhookMessages)
    .set(delayMs === null ? { state: "failed", settledAt: now } : { nextAttemptAt: inMs(delayMs) })
    // Whoever has claimed or replayed it since decides on it.
    .where(
      and(
        isMessage(delivery),
        eq(webhookMessages.state, "pending"),
        eq(webhookMessages.attempts, delivery.attempt),
      ),
    );
  await tx
    .update(webhookEndpoints)
    .set({ failingSince: now })
    .where(and(isCalledEndpoint(delivery), isNull(webhookEndpoints.failingSince)));
  if (status === 410)
    await disable(tx, delivery, "The receiver answered 410: it is gone for good.", sql`true`);
  else if (delayMs === null)
    await disable(
      tx,
      delivery,
      `Every attempt of the last five days has failed, and a message was tried ${ATTEMPTS_MAX} times in vain.`,
      sql`${webhookEndpoints.failingSince} <= ${now} - ${GIVE_UP_AFTER}::interval`,
    );
}

/** What waits for it is discarded by the next claims, so that this locks one message and one endpoint, in this order. */
async function disable(
  tx: Executor,
  delivery: Delivery,
  reason: string,
  onlyIf: ReturnType<typeof sql>,
): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ status: "disabled", disabledReason: reason })
    .where(and(isCalledEndpoint(delivery), eq(webhookEndpoints.status, "enabled"), onlyIf));
}
