import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "../db/client";
import { emails } from "../db/schema/emails";
import type { EmailRef } from "../resend/tags";
import { listListeners, type OutgoingEvent, publishTo } from "./publish";

const EVENT_OF = { scheduled: "email.scheduled", sent: "email.sent", failed: "email.failed" } as const;
const payloadSchema = z.object({
  tags: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});
const tagsOf = (payload: string) => payloadSchema.parse(JSON.parse(payload)).tags;

interface EmailStanding {
  id: string;
  status: string;
}

/**
 * Tells the customers' endpoints which of these emails were scheduled, sent, or have failed, in the transaction in which
 * they were. Without an endpoint that listens it is one query; what is known of the emails is read for listeners only.
 */
export async function publishEmails(
  tx: Executor,
  refs: readonly EmailRef[],
  standings: readonly EmailStanding[],
): Promise<void> {
  const told = standings.filter(({ status }) => status in EVENT_OF).map(({ id }) => id);
  if (told.length === 0) return;
  const listeners = await listListeners(
    tx,
    refs.map(({ customerId }) => customerId),
  );
  const hearing = listeners.filter(({ events }) =>
    Object.values(EVENT_OF).some((type) => events.includes(type)),
  );
  if (hearing.length === 0) return;
  const rows = await tx
    .select(facts)
    .from(emails)
    .where(
      and(
        inArray(emails.customerId, [...new Set(hearing.map(({ customerId }) => customerId))]),
        inArray(emails.id, told),
        eq(emails.kind, "customer"),
      ),
    );
  await publishTo(tx, hearing, rows.flatMap(toEvent));
}

const facts = {
  customerId: emails.customerId,
  id: emails.id,
  status: emails.status,
  to: emails.to,
  templateId: emails.templateId,
  from: sql<string>`${emails.envelope} ->> 'from'`,
  subject: emails.subject,
  cause: emails.cause,
  createdAt: emails.createdAt,
  settledAt: emails.settledAt,
  // Read here and not in the database, whose JSON can't hold every text that a payload may have.
  payload: emails.payload,
};
type Facts = Pick<
  typeof emails.$inferSelect,
  | "customerId"
  | "id"
  | "status"
  | "to"
  | "templateId"
  | "subject"
  | "cause"
  | "createdAt"
  | "settledAt"
  | "payload"
> & { from: string };

function toEvent(row: Facts): OutgoingEvent[] {
  const { customerId, status, settledAt } = row;
  const occurredAt = settledAt ?? row.createdAt;
  if (status === "sent" || status === "scheduled")
    return [{ customerId, type: EVENT_OF[status], occurredAt, data: emailData(row) }];
  if (status !== "failed") return [];
  const data = { ...emailData(row), failed: { reason: row.cause ?? "unknown" } };
  return [{ customerId, type: EVENT_OF.failed, occurredAt, data }];
}

/** What every event about an email says of it, in Resend's shape. Tags are an object here, as there. */
function emailData({
  id,
  createdAt,
  from,
  to,
  subject,
  templateId,
  payload,
}: Facts): Record<string, unknown> {
  const own = tagsOf(payload).filter(({ name }) => !name.startsWith("mailkit"));
  return {
    email_id: id,
    created_at: createdAt.toISOString(),
    from,
    to,
    subject,
    ...(templateId === null ? {} : { template_id: templateId }),
    tags: Object.fromEntries(own.map(({ name, value }) => [name, value])),
  };
}
