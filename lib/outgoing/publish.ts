import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { WebhookEvent } from "../contracts/webhooks";
import type { Executor } from "../db/client";
import { webhookEndpoints, webhookMessages } from "../db/schema/api";

/** Something that a customer may want to hear of. */
export interface OutgoingEvent {
  customerId: string;
  type: WebhookEvent;
  occurredAt: Date;
  data: Record<string, unknown>;
}

/**
 * Writes a message for every enabled endpoint that wants to hear of an event, in the transaction in which it happens:
 * either both are true or neither. The engine delivers them.
 */
export async function publish(tx: Executor, events: readonly OutgoingEvent[]): Promise<void> {
  if (events.length === 0) return;
  const endpoints = await tx
    .select({
      customerId: webhookEndpoints.customerId,
      endpointId: webhookEndpoints.id,
      events: webhookEndpoints.events,
    })
    .from(webhookEndpoints)
    .where(
      and(
        inArray(webhookEndpoints.customerId, [...new Set(events.map(({ customerId }) => customerId))]),
        eq(webhookEndpoints.status, "enabled"),
      ),
    );
  const messages = events.flatMap(({ customerId, type, occurredAt, data }) =>
    endpoints
      .filter((endpoint) => endpoint.customerId === customerId && endpoint.events.includes(type))
      .map(({ endpointId }) => ({
        customerId,
        id: uuidv7(),
        endpointId,
        type,
        body: JSON.stringify({ type, created_at: occurredAt.toISOString(), data }),
      })),
  );
  if (messages.length > 0) await tx.insert(webhookMessages).values(messages);
}
