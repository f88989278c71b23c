import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { type EmailPage, type EmailSummary, emailStatusSchema } from "../contracts/email";
import { emailEventTypeSchema } from "../contracts/email-event";
import type { EmailFilter } from "../contracts/email-filter";
import { database } from "../db/client";
import { emails } from "../db/schema/emails";
import type { EmailRow } from "./email-row";
import { type Cursor, decodeCursor, encodeCursor, type Position } from "./list-cursor";
import { type Found, findPage } from "./list-find";

export interface PageRequest {
  limit: number;
  /** `next_cursor` or `prev_cursor` of another page; null for the newest. */
  cursor: string | null;
  /** What the list is narrowed to; left out for all. */
  filter?: EmailFilter;
}

const summaryColumns = {
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
};
type SummaryRow = Pick<EmailRow, keyof typeof summaryColumns>;

/** A page of a customer's emails, newest first. Throws InvalidInput for a cursor that is not one. */
export async function listEmails(
  customerId: string,
  { limit, cursor: token, filter = {} }: PageRequest,
): Promise<EmailPage> {
  const cursor = token === null ? null : decodeCursor(token);
  const found = await findPage(customerId, filter, { limit, cursor });
  const isNewer = cursor?.direction === "newer";
  const positions = isNewer ? found.positions.toReversed() : found.positions;
  const rows = await database()
    .select(summaryColumns)
    .from(emails)
    .where(
      and(
        eq(emails.customerId, customerId),
        inArray(
          emails.id,
          positions.map(({ id }) => id),
        ),
      ),
    );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    data: positions.flatMap(({ id }) => byId.get(id) ?? []).map(toSummary),
    ...cursorsOf(positions, found, cursor),
    searched_to: found.isCutShort && !isNewer ? (found.rest?.at ?? null) : null,
  };
}

function cursorsOf(
  positions: readonly Position[],
  { rest }: Found,
  cursor: Cursor | null,
): Pick<EmailPage, "next_cursor" | "prev_cursor"> {
  const token = (direction: Cursor["direction"], from: Position | null | undefined) =>
    from ? encodeCursor({ direction, from }) : null;
  if (cursor?.direction === "newer")
    return { prev_cursor: token("newer", rest), next_cursor: token("older", positions.at(-1)) };
  return { prev_cursor: cursor && token("newer", positions[0]), next_cursor: token("older", rest) };
}

/** A row as the list shows it. */
export function toSummary(row: SummaryRow): EmailSummary {
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
