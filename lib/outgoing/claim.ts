import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { type Executor, transaction } from "../db/client";
import { webhookMessages } from "../db/schema/api";
import { inMs, now } from "../db/time";
import { perProcess } from "../per-process";
import { discardWaiting } from "./discard";
import { type Due, findDue, START } from "./find-due";
import { whoIsBusy } from "./in-flight";

/** Longer than an attempt and its settling may take. Afterwards the message is due again, for whoever is first. */
const LEASE_MS = 30_000;

/** A message to deliver now, and where to. */
export interface Delivery {
  customerId: string;
  endpointId: string;
  messageId: string;
  body: string;
  /** Counts since the message was made or last replayed; the first is 1. */
  attempt: number;
  url: string;
  /** Sealed. The second is there while it signs as well. */
  secret: string;
  previousSecret: string | null;
  isFailing: boolean;
}

/**
 * Takes the message that has been due longest of the endpoint whose turn it is, but for those that are busy. If that
 * endpoint is gone or disabled, some of what waits for it is discarded instead. Null: nothing is due.
 *
 * The commit waits for the disk, and with it everything before it: a message that was attempted can't be undone by a
 * crash of the database.
 */
export async function claimDelivery(): Promise<Delivery | "discarded" | null> {
  return transaction(async (tx) => {
    const due = await findNext(tx);
    if (!due) return null;
    const { endpoint, ...message } = due;
    if (!endpoint) {
      await discardWaiting(tx, message);
      return "discarded";
    }
    const [claimed] = await tx
      .update(webhookMessages)
      .set({ nextAttemptAt: inMs(LEASE_MS), attempts: sql`${webhookMessages.attempts} + 1` })
      .where(
        and(
          eq(webhookMessages.customerId, message.customerId),
          eq(webhookMessages.id, message.messageId),
          eq(webhookMessages.state, "pending"),
          sql`${webhookMessages.nextAttemptAt} <= ${now}`,
        ),
      )
      .returning({ attempt: webhookMessages.attempts });
    return claimed ? { ...message, ...endpoint, ...claimed } : null;
  });
}

/**
 * In a circle that goes on behind the endpoint that was served last: nobody waits for more than one turn of all others,
 * however much waits for them.
 */
async function findNext(tx: Executor): Promise<Due | null> {
  const circle = perProcess("outgoing-circle", () => ({ after: START }));
  const busy = whoIsBusy();
  const onwards = await findDue(tx, circle.after, busy);
  const due = onwards ?? (circle.after === START ? null : await findDue(tx, START, busy));
  circle.after = due ? { customerId: due.customerId, endpointId: due.endpointId } : START;
  return due;
}
