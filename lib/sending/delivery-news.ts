import "server-only";
import { sql } from "drizzle-orm";
import { emailEventTypeSchema } from "../contracts/email-event";
import type { Executor } from "../db/client";
import { emailEvents } from "../db/schema/api";
import { publish } from "../outgoing/publish";
import { suppress } from "../suppressions/suppress";
import { toOutgoing } from "./delivery-outgoing";
import { toSuppression } from "./delivery-suppression";
import { furthest, type Reached } from "./furthest";
import type { DeliveryNews, LockedEmail } from "./locked-emails";

/**
 * Stores what happened to emails, each message once: moves the emails on, puts who bounced or complained on their sender's
 * list, and tells the sender's endpoints. Any number of messages are a handful of statements. Returns the ids of the
 * messages that were news.
 */
export async function recordNews(tx: Executor, news: readonly DeliveryNews[]): Promise<Set<string>> {
  if (news.length === 0) return new Set();
  const stored = await tx
    .insert(emailEvents)
    .values(
      news.map(({ messageId, email, event }) => ({
        customerId: email.customerId,
        emailId: email.id,
        id: messageId,
        type: event.type,
        occurredAt: event.occurredAt,
        detail: { ...event.detail },
      })),
    )
    .onConflictDoNothing()
    .returning({ id: emailEvents.id });
  const ids = new Set(stored.map(({ id }) => id));
  const fresh = news.filter(({ messageId }) => ids.has(messageId));
  await moveOn(tx, fresh);
  // MailKit's own mails are nobody's business but its operator's.
  const customers = fresh.filter(({ email }) => email.kind === "customer");
  const blamed = customers.flatMap((one) => toSuppression(one) ?? []);
  if (blamed.length > 0) await suppress(tx, blamed);
  await publish(
    tx,
    customers.flatMap((one) => toOutgoing(one) ?? []),
  );
  return ids;
}

/** Moves emails to the furthest that was heard of them. Their rows are locked, so what was read of them is still true. */
async function moveOn(tx: Executor, news: readonly DeliveryNews[]): Promise<void> {
  const reached = new Map<LockedEmail, Reached>();
  for (const { email, event } of news) {
    const next = { event: event.type, at: event.occurredAt };
    reached.set(email, furthest(reached.get(email) ?? reachedSoFar(email), next));
  }
  const moved = [...reached].filter(
    ([email, { event, at }]) => event !== email.lastEvent || at.getTime() !== email.lastEventAt?.getTime(),
  );
  if (moved.length === 0) return;
  const column = <T>(pick: (email: LockedEmail, reached: Reached) => T) =>
    sql.param(moved.map(([email, now]) => pick(email, now)));
  await tx.execute(sql`
    update emails set last_event = news.event, last_event_at = news.at
    from unnest(
      ${column((email) => email.customerId)}::uuid[], ${column((email) => email.id)}::uuid[],
      ${column((_, { event }) => event)}::text[], ${column((_, { at }) => at.toISOString())}::timestamptz[]
    ) as news(customer_id, id, event, at)
    where emails.customer_id = news.customer_id and emails.id = news.id`);
}

function reachedSoFar({ lastEvent, lastEventAt }: LockedEmail): Reached | null {
  const event = emailEventTypeSchema.safeParse(lastEvent);
  return event.success && lastEventAt ? { event: event.data, at: lastEventAt } : null;
}
