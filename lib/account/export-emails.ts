import "server-only";
import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { database } from "../db/client";
import { emailEvents } from "../db/schema/api";
import { emails } from "../db/schema/emails";
import { readPayload } from "../sending/payload";
import type { Row } from "./export-rows";

const IDS_PER_READ = 500;
/** Bodies are up to megabytes each, so as many are read at once as fit into this, and at least one. */
const BYTES_PER_READ = 2 * 1024 * 1024;

interface Sized {
  id: string;
  bytes: number;
}

/** Cuts a list into pieces that fit into `max`; what is larger by itself is a piece of its own. Pure. */
export function inPieces(all: readonly Sized[], max: number): string[][] {
  const pieces: string[][] = [];
  let room = 0;
  for (const { id, bytes } of all) {
    const piece = pieces.at(-1);
    if (piece && bytes <= room) piece.push(id);
    else {
      pieces.push([id]);
      room = max;
    }
    room -= bytes;
  }
  return pieces;
}

/** The customer's own emails, oldest first, with content as far as it is kept, and what became of each. */
export async function* sentEmails(customerId: string): AsyncGenerator<Row> {
  let last: string | null = null;
  for (;;) {
    const sized: Sized[] = await readSizes(customerId, last);
    for (const ids of inPieces(sized, BYTES_PER_READ)) yield* await readPiece(customerId, ids);
    if (sized.length < IDS_PER_READ) return;
    last = sized.at(-1)?.id ?? null;
  }
}

async function readSizes(customerId: string, after: string | null): Promise<Sized[]> {
  return database()
    .select({
      id: emails.id,
      bytes:
        sql<number>`octet_length(${emails.payload}) + coalesce(octet_length(${emails.files}), 0)`.mapWith(
          Number,
        ),
    })
    .from(emails)
    .where(
      and(
        eq(emails.customerId, customerId),
        eq(emails.kind, "customer"),
        after === null ? undefined : gt(emails.id, after),
      ),
    )
    .orderBy(asc(emails.id))
    .limit(IDS_PER_READ);
}

async function readPiece(customerId: string, ids: string[]): Promise<Row[]> {
  const [rows, events] = await Promise.all([
    database()
      .select()
      .from(emails)
      .where(and(eq(emails.customerId, customerId), inArray(emails.id, ids)))
      .orderBy(asc(emails.id)),
    database()
      .select()
      .from(emailEvents)
      .where(and(eq(emailEvents.customerId, customerId), inArray(emailEvents.emailId, ids)))
      .orderBy(asc(emailEvents.occurredAt), asc(emailEvents.id)),
  ]);
  return rows.map((row) => ({
    ...toRow(row),
    events: events
      .filter(({ emailId }) => emailId === row.id)
      .map(({ type, occurredAt, detail }) => ({ type, occurred_at: occurredAt, detail })),
  }));
}

function toRow(row: typeof emails.$inferSelect): Row {
  const { from, to, cc, bcc, reply_to, subject, html, text, headers, tags } = readPayload(row.payload);
  return {
    id: row.id,
    status: row.status,
    last_event: row.lastEvent,
    ...{ from, to, cc, bcc, reply_to, subject, html, text, headers },
    tags: tags.filter(({ name }) => !name.startsWith("mailkit")),
    skipped: row.skipped,
    attachments: row.attachments,
    content_removed_at: row.contentRemovedAt,
    // Kept only until the email is settled.
    attachment_files: row.files === null ? null : JSON.parse(row.files),
    credits: row.credits,
    key_id: row.apiKeyId,
    resend_id: row.resendId,
    cause: row.cause,
    scheduled_at: row.scheduledAt,
    created_at: row.createdAt,
    sent_at: row.sentAt,
    captured_at: row.capturedAt,
  };
}
