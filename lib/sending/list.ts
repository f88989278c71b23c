import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type EmailDetail, type EmailPage, type EmailSummary, emailStatusSchema } from "../contracts/email";
import { emailEventTypeSchema } from "../contracts/email-event";
import { database } from "../db/client";
import { emails } from "../db/schema/emails";
import { InvalidInput } from "../errors";
import { type EmailRow, findEmail } from "./email-row";
import { listEvents } from "./list-events";
import { readPayload } from "./payload";

const cursorSchema = z.tuple([z.iso.datetime({ precision: 6 }), z.uuid()]);

export interface PageRequest {
  limit: number;
  /** `next_cursor` of the page before; null for the first. */
  cursor: string | null;
}

/** A page of a customer's emails, newest first. Throws InvalidInput for a cursor that is not one. */
export async function listEmails(customerId: string, { limit, cursor }: PageRequest): Promise<EmailPage> {
  const after = cursor === null ? null : decodeCursor(cursor);
  const rows = await database()
    .select({
      id: emails.id,
      status: emails.status,
      to: emails.to,
      credits: emails.credits,
      subject: emails.subject,
      createdAt: emails.createdAt,
      scheduledAt: emails.scheduledAt,
      sentAt: emails.sentAt,
      lastEvent: emails.lastEvent,
      resendId: emails.resendId,
      cause: emails.cause,
      /** To the microsecond, which a JavaScript date would cut off, and with it rows of the same millisecond. */
      position: sql<string>`to_char(${emails.createdAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    })
    .from(emails)
    .where(
      and(
        eq(emails.customerId, customerId),
        eq(emails.kind, "customer"),
        after
          ? sql`(${emails.createdAt}, ${emails.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(emails.createdAt), desc(emails.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(toSummary),
    next_cursor: last && rows.length > limit ? encodeCursor([last.position, last.id]) : null,
  };
}

/** One of a customer's emails with all that the page of it shows; null if it is not theirs. */
export async function readEmail(customerId: string, emailId: string): Promise<EmailDetail | null> {
  const row = await findEmail(customerId, emailId);
  if (row?.kind !== "customer") return null;
  const { from, cc, bcc, reply_to, headers, tags, text, html } = readPayload(row.payload);
  return {
    ...toSummary(row),
    from,
    cc,
    bcc,
    reply_to,
    headers,
    tags: tags.filter((tag) => !tag.name.startsWith("mailkit")),
    text: text ?? null,
    has_html: html !== undefined,
    events: await listEvents(customerId, emailId),
    payment: isGivenBack(row.status) ? "released" : row.capturedAt ? "captured" : "held",
    capture_id: row.capturedAt ? row.captureId : null,
  };
}

const isGivenBack = (status: string) => status === "failed" || status === "canceled";

/** The HTML of one of a customer's emails; null if there is none. */
export async function readEmailHtml(customerId: string, emailId: string): Promise<string | null> {
  const row = await findEmail(customerId, emailId);
  return row?.kind === "customer" ? (readPayload(row.payload).html ?? null) : null;
}

type SummaryRow = Pick<
  EmailRow,
  | "id"
  | "status"
  | "to"
  | "credits"
  | "subject"
  | "createdAt"
  | "scheduledAt"
  | "sentAt"
  | "lastEvent"
  | "resendId"
  | "cause"
>;

function toSummary(row: SummaryRow): EmailSummary {
  return {
    id: row.id,
    status: emailStatusSchema.parse(row.status),
    to: row.to,
    credits: row.credits,
    subject: row.subject,
    created_at: row.createdAt.toISOString(),
    scheduled_at: row.scheduledAt?.toISOString() ?? null,
    sent_at: row.sentAt?.toISOString() ?? null,
    last_event: emailEventTypeSchema.nullable().catch(null).parse(row.lastEvent),
    resend_id: row.resendId,
    cause: row.cause,
  };
}

function encodeCursor(position: z.infer<typeof cursorSchema>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function decodeCursor(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw new InvalidInput([{ pointer: "/cursor", detail: "This cursor is not one that a page gave out." }]);
  }
}
