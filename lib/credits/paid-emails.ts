import "server-only";
import { and, asc, count, eq, gt, inArray, min, sql } from "drizzle-orm";
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

/** What each of these captures of the customer paid for, by its id. Those that are not theirs are not in it. */
export async function findPaidEmails(
  customerId: string,
  captureIds: readonly string[],
): Promise<Map<string, PaidEmails>> {
  if (captureIds.length === 0) return new Map();
  const rows = await database()
    .select({
      captureId: emails.captureId,
      emails: count(),
      first: min(sql<string>`${emails.id}::text`),
    })
    .from(emails)
    .where(and(eq(emails.customerId, customerId), inArray(emails.captureId, [...captureIds])))
    .groupBy(emails.captureId);
  const subjects = await findSubjects(
    customerId,
    rows.flatMap(({ emails: paid, first }) => (paid === 1 && first ? [first] : [])),
  );
  return new Map(
    rows.map(({ captureId, emails: paid, first }) => {
      const subject = paid === 1 && first ? subjects.get(first) : undefined;
      const only = first && subject !== undefined ? { id: first, subject } : null;
      return [captureId ?? "", { emails: paid, only }];
    }),
  );
}

async function findSubjects(customerId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database()
    .select({ id: emails.id, subject: emails.subject })
    .from(emails)
    .where(and(eq(emails.customerId, customerId), inArray(emails.id, ids)));
  return new Map(rows.map(({ id, subject }) => [id, subject]));
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
