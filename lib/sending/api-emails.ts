import "server-only";
import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import {
  type Email,
  type EmailList,
  type LastEvent,
  type ListedEmail,
  lastEventSchema,
} from "../contracts/resend/emails";
import type { ListParams } from "../contracts/resend/list-params";
import { database } from "../db/client";
import { emails } from "../db/schema/emails";
import { InvalidInput } from "../errors";
import { type EmailRow, findEmail } from "./email-row";
import { readPayload } from "./payload";

/** Emails as Resend's SDKs read them. */

const columns = {
  id: emails.id,
  resendId: emails.resendId,
  status: emails.status,
  to: emails.to,
  envelope: emails.envelope,
  subject: emails.subject,
  credits: emails.credits,
  createdAt: emails.createdAt,
  scheduledAt: emails.scheduledAt,
  lastEvent: emails.lastEvent,
};
type ListedRow = Pick<EmailRow, keyof typeof columns>;

/** A page of a customer's emails, newest first. Throws InvalidInput if `after` or `before` names no email of theirs. */
export async function listApiEmails(customerId: string, page: ListParams): Promise<EmailList> {
  const { limit, after, before } = page;
  const edge = after ?? before;
  if (edge !== undefined && !(await findEmail(customerId, edge)))
    throw new InvalidInput([
      { pointer: after ? "/after" : "/before", detail: "There is no email with this id to page from." },
    ]);
  const rows = await database()
    .select(columns)
    .from(emails)
    .where(
      and(
        eq(emails.customerId, customerId),
        eq(emails.kind, "customer"),
        after ? isBeyond(customerId, sql`<`, after) : undefined,
        before ? isBeyond(customerId, sql`>`, before) : undefined,
      ),
    )
    .orderBy(
      ...(before ? [asc(emails.createdAt), asc(emails.id)] : [desc(emails.createdAt), desc(emails.id)]),
    )
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(toListed);
  return { object: "list", has_more: rows.length > limit, data: before ? data.reverse() : data };
}

const isBeyond = (customerId: string, than: SQL, emailId: string) =>
  sql`(${emails.createdAt}, ${emails.id}) ${than} (select edge.created_at, edge.id from emails edge
    where edge.customer_id = ${customerId} and edge.id = ${emailId})`;

/** One of a customer's emails; null if there is none by this id, or it is another customer's. */
export async function readApiEmail(customerId: string, emailId: string): Promise<Email | null> {
  const row = await findEmail(customerId, emailId);
  if (row?.kind !== "customer") return null;
  const { html, text, tags } = readPayload(row.payload);
  return {
    object: "email",
    ...toListed(row),
    html: html ?? null,
    text: text ?? null,
    content_removed_at: row.contentRemovedAt?.toISOString() ?? null,
    tags: tags.filter(({ name }) => !name.startsWith("mailkit")),
    cause: row.cause,
  };
}

function toListed(row: ListedRow): ListedEmail {
  const { from, cc, bcc, replyTo } = row.envelope;
  const orNull = (list: string[]) => (list.length > 0 ? list : null);
  return {
    id: row.id,
    message_id: row.resendId,
    to: row.to,
    from,
    created_at: row.createdAt.toISOString(),
    subject: row.subject,
    bcc: orNull(bcc),
    cc: orNull(cc),
    reply_to: orNull(replyTo),
    last_event: lastEventOf(row),
    scheduled_at: row.scheduledAt?.toISOString() ?? null,
    credits: row.credits,
  };
}

/** Resend's word for where the email is. Once it is sent, Resend's own news say it. */
function lastEventOf({ status, lastEvent }: Pick<ListedRow, "status" | "lastEvent">): LastEvent {
  if (status === "sent") return lastEventSchema.safeParse(lastEvent).data ?? "sent";
  if (status === "scheduled" || status === "canceled" || status === "failed") return status;
  return "queued";
}
