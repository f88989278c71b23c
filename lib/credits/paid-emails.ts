import "server-only";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { CaptureDetail } from "../contracts/billing";
import { database } from "../db/client";
import { captures } from "../db/schema/credits";
import { emails } from "../db/schema/emails";

const PAGE_SIZE = 100;

/** How many emails a capture paid for, and the one email if it is only one. */
export interface PaidEmails {
  emails: number;
  only: { id: string; subject: string } | null;
}

const paidSchema = z.array(
  z.object({
    id: z.string(),
    emails: z.number(),
    only_id: z.string().nullable(),
    subject: z.string().nullable(),
  }),
);

/** What each of these captures of the customer paid for, by its id. Those that are not theirs are not in it. */
export async function findPaidEmails(
  customerId: string,
  captureIds: readonly string[],
): Promise<Map<string, PaidEmails>> {
  if (captureIds.length === 0) return new Map();
  // Counted in the index, capture by capture: an email's row is read only where it is the only one.
  const { rows } = await database().execute(sql`
    select capture.id, paid.emails, only_one.id as only_id, only_one.subject
    from unnest(${sql.param([...captureIds])}::uuid[]) as capture(id)
    cross join lateral (select count(*)::int as emails from emails
      where customer_id = ${customerId} and capture_id = capture.id) as paid
    left join lateral (select id, subject from emails
      where customer_id = ${customerId} and capture_id = capture.id and paid.emails = 1 limit 1) as only_one on true
    where paid.emails > 0`);
  return new Map(
    paidSchema.parse(rows).map(({ id, emails: paid, only_id, subject }) => {
      const only = only_id !== null && subject !== null ? { id: only_id, subject } : null;
      return [id, { emails: paid, only }];
    }),
  );
}

/**
 * One of a customer's captures with a page of the emails that it paid for, oldest first; null if they have no such
 * capture. `after` is the id of the last email of the page before.
 */
export async function readCapture(
  customerId: string,
  captureId: string,
  after: string | null,
): Promise<CaptureDetail | null> {
  const [capture] = await database()
    .select()
    .from(captures)
    .where(and(eq(captures.customerId, customerId), eq(captures.id, captureId)));
  if (!capture) return null;
  const rows = await database()
    .select({
      id: emails.id,
      subject: emails.subject,
      to: emails.to,
      credits: emails.credits,
      sentAt: emails.sentAt,
    })
    .from(emails)
    .where(
      and(
        eq(emails.customerId, customerId),
        eq(emails.captureId, captureId),
        after === null ? undefined : gt(emails.id, after),
      ),
    )
    .orderBy(asc(emails.id))
    .limit(PAGE_SIZE + 1);
  return {
    id: capture.id,
    credits: capture.credits,
    state: capture.state === "captured" ? "captured" : "open",
    ledger_entry_id: capture.ledgerEntryId,
    created_at: capture.createdAt.toISOString(),
    captured_at: capture.settledAt?.toISOString() ?? null,
    emails: {
      has_more: rows.length > PAGE_SIZE,
      data: rows.slice(0, PAGE_SIZE).map(({ sentAt, ...row }) => ({
        ...row,
        sent_at: sentAt?.toISOString() ?? null,
      })),
    },
  };
}
