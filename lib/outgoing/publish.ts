import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { WebhookEvent } from "../contracts/webhook-rules";
import type { Executor } from "../db/client";
import { webhookEndpoints, webhookMessages } from "../db/schema/api";
import { announceMessages } from "./wake";

/** Something that a customer may want to hear of. */
export interface OutgoingEvent {
  customerId: string;
  type: WebhookEvent;
  occurredAt: Date;
  data: Record<string, unknown>;
}

/** An enabled endpoint, and what it wants to hear of. */
export interface Listener {
  customerId: string;
  endpointId: string;
  events: string[];
}

/**
 * Writes a message for every enabled endpoint that wants to hear of an event, in the transaction in which it happens:
 * either both are true or neither. The engine delivers them.
 */
export async function publish(tx: Executor, events: readonly OutgoingEvent[]): Promise<void> {
  if (events.length === 0) return;
  const listeners = await listListeners(
    tx,
    events.map(({ customerId }) => customerId),
  );
  await publishTo(tx, listeners, events);
}

/** The enabled endpoints of these customers: one query, and for most of them nothing else is to be done. */
export async function listListeners(tx: Executor, customerIds: readonly string[]): Promise<Listener[]> {
  return tx
    .select({
      customerId: webhookEndpoints.customerId,
      endpointId: webhookEndpoints.id,
      events: webhookEndpoints.events,
    })
    .from(webhookEndpoints)
    .where(
      and(
        inArray(webhookEndpoints.customerId, [...new Set(customerIds)]),
        eq(webhookEndpoints.status, "enabled"),
      ),
    );
}

/** Writes the messages for listeners that are known already. */
export async function publishTo(
  tx: Executor,
  listeners: readonly Listener[],
  events: readonly OutgoingEvent[],
): Promise<void> {
  const messages = events.flatMap((event) =>
    listeners
      .filter((listener) => listener.customerId === event.customerId && listener.events.includes(event.type))
      .map(({ endpointId }) => ({
        customerId: event.customerId,
        id: uuidv7(),
        endpointId,
        type: event.type,
        body: messageBody(event.type, event.occurredAt, event.data),
      })),
  );
  if (messages.length === 0) return;
  await tx.insert(webhookMessages).values(messages);
  announceMessages();
}

/** The body of every attempt, in the shape of Resend's webhooks. */
export function messageBody(type: string, occurredAt: Date, data: Record<string, unknown>): string {
  return JSON.stringify({ type, created_at: occurredAt.toISOString(), data });
}
