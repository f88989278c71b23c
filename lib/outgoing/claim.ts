import "server-only";
import { and, asc, eq, isNull, notInArray, sql } from "drizzle-orm";
import { type Executor, transaction } from "../db/client";
import { webhookEndpoints, webhookMessages } from "../db/schema/api";
import { inMs, now } from "../db/time";
import { type Busy, whoIsBusy } from "./in-flight";

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

const isDue = () =>
  and(eq(webhookMessages.state, "pending"), sql`${webhookMessages.nextAttemptAt} <= ${now}`);

/**
 * Takes the message that has been due longest, but for those to receivers that are busy. One whose endpoint is gone or
 * disabled is discarded instead. Null: nothing is due.
 *
 * The commit waits for the disk, and with it everything before it: a message that was attempted can't be undone by a
 * crash of the database.
 */
export async function claimDelivery(): Promise<Delivery | "discarded" | null> {
  const busy = whoIsBusy();
  return transaction(async (tx) => {
    const due = await findDue(tx, busy);
    if (!due) return null;
    const { message, endpoint } = due;
    const isThis = and(
      eq(webhookMessages.customerId, message.customerId),
      eq(webhookMessages.id, message.id),
      isDue(),
    );
    if (endpoint?.status !== "enabled") {
      await tx.update(webhookMessages).set({ state: "discarded", settledAt: now }).where(isThis);
      return "discarded";
    }
    const [claimed] = await tx
      .update(webhookMessages)
      .set({ nextAttemptAt: inMs(LEASE_MS), attempts: sql`${webhookMessages.attempts} + 1` })
      .where(isThis)
      .returning({ attempt: webhookMessages.attempts });
    if (!claimed) return null;
    const { customerId, endpointId, id: messageId, body } = message;
    const { url, secret, previousSecret, failingSince } = endpoint;
    const isFailing = failingSince !== null;
    return { customerId, endpointId, messageId, body, ...claimed, url, secret, previousSecret, isFailing };
  });
}

async function findDue(tx: Executor, { customerIds, endpointIds, failing }: Busy) {
  const [due] = await tx
    .select({
      message: {
        customerId: webhookMessages.customerId,
        endpointId: webhookMessages.endpointId,
        id: webhookMessages.id,
        body: webhookMessages.body,
      },
      endpoint: {
        status: webhookEndpoints.status,
        url: webhookEndpoints.url,
        secret: webhookEndpoints.secret,
        previousSecret: sql<
          string | null
        >`case when ${webhookEndpoints.previousSecretUntil} > ${now} then ${webhookEndpoints.previousSecret} end`,
        failingSince: webhookEndpoints.failingSince,
      },
    })
    .from(webhookMessages)
    .leftJoin(
      webhookEndpoints,
      and(
        eq(webhookEndpoints.customerId, webhookMessages.customerId),
        eq(webhookEndpoints.id, webhookMessages.endpointId),
      ),
    )
    .where(
      and(
        isDue(),
        customerIds.length > 0 ? notInArray(webhookMessages.customerId, customerIds) : undefined,
        endpointIds.length > 0 ? notInArray(webhookMessages.endpointId, endpointIds) : undefined,
        failing ? isNull(webhookEndpoints.failingSince) : undefined,
      ),
    )
    .orderBy(asc(webhookMessages.nextAttemptAt))
    .limit(1)
    .for("update", { of: webhookMessages, skipLocked: true });
  return due;
}
