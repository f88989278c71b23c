import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { EmailFilter } from "../contracts/email-filter";
import { csvLine } from "../csv";
import { database } from "../db/client";
import { emails } from "../db/schema/emails";
import type { EmailRow } from "./email-row";
import type { Cursor } from "./list-cursor";
import { findPage } from "./list-find";

/** Few enough for the first piece to come at once, and for thousands of exports to fit into the memory. */
const ROWS_PER_READ = 250;

const columns = {
  id: emails.id,
  createdAt: emails.createdAt,
  status: emails.status,
  lastEvent: emails.lastEvent,
  envelope: emails.envelope,
  to: emails.to,
  subject: emails.subject,
  credits: emails.credits,
  scheduledAt: emails.scheduledAt,
  sentAt: emails.sentAt,
  capturedAt: emails.capturedAt,
  apiKeyId: emails.apiKeyId,
  resendId: emails.resendId,
  cause: emails.cause,
};
const HEADINGS =
  "id,created_at,status,last_event,from,to,cc,bcc,subject,credits,scheduled_at,sent_at,captured_at,api_key_id,resend_id,cause";

/** All of a customer's emails that a filter finds as CSV (RFC 4180), newest first, read piece by piece. */
export function exportEmails(customerId: string, filter: EmailFilter): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: Cursor | null = null;
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      // A piece in which nothing was found is followed by the next one, or the stream would wait for ever.
      for (;;) {
        const found = await findPage(customerId, filter, { limit: ROWS_PER_READ, cursor });
        const lines = await readLines(
          customerId,
          found.positions.map(({ id }) => id),
        );
        const text = (isFirst ? `${HEADINGS}\r\n` : "") + lines.join("");
        isFirst = false;
        if (text !== "") controller.enqueue(encoder.encode(text));
        if (found.rest === null) return controller.close();
        cursor = { direction: "older", from: found.rest };
        if (text !== "") return;
      }
    },
  });
}

/** Lines of the emails, in the order of their ids. */
async function readLines(customerId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await database()
    .select(columns)
    .from(emails)
    .where(and(eq(emails.customerId, customerId), inArray(emails.id, ids)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map(toLine);
}

function toLine({ envelope, to, ...row }: Pick<EmailRow, keyof typeof columns>): string {
  const list = (addresses: readonly string[]) => addresses.join("; ");
  const time = (at: Date | null) => at?.toISOString() ?? "";
  return csvLine([
    row.id,
    time(row.createdAt),
    row.status,
    row.lastEvent ?? "",
    envelope.from,
    list(to),
    list(envelope.cc),
    list(envelope.bcc),
    row.subject,
    String(row.credits),
    time(row.scheduledAt),
    time(row.sentAt),
    time(row.capturedAt),
    row.apiKeyId ?? "",
    row.resendId ?? "",
    row.cause ?? "",
  ]);
}
