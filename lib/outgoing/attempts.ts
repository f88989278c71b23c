import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { v5 as uuidv5 } from "uuid";
import type { ListParams } from "../contracts/resend/list-params";
import type { WebhookAttempt, WebhookAttemptList } from "../contracts/resend/webhooks";
import { database } from "../db/client";
import { webhookAttempts } from "../db/schema/api";
import { pageOf } from "./list-page";
import { type MessageRef, requireMessage } from "./messages";

/** A message has eight, and eight more with each replay; nobody looks further back. */
const READ_MAX = 500;

/** The attempts of a message, newest first. Throws `not_found`. */
export async function listAttempts(ref: MessageRef, page: ListParams): Promise<WebhookAttemptList> {
  await requireMessage(ref);
  const rows = await database()
    .select()
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.customerId, ref.customerId), eq(webhookAttempts.messageId, ref.messageId)))
    .orderBy(desc(webhookAttempts.number))
    .limit(READ_MAX);
  return pageOf(rows.map(toAttempt), page);
}

function toAttempt(row: typeof webhookAttempts.$inferSelect): WebhookAttempt {
  return {
    // Made of the message's id and the attempt's number, which is its key, because ids are UUIDs everywhere.
    id: uuidv5(String(row.number), row.messageId),
    http_status_code: row.status ?? 0,
    response: row.answer,
    sent_at: row.attemptedAt.toISOString(),
    duration_ms: row.durationMs,
  };
}
