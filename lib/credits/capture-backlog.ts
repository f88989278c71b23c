import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { database } from "../db/client";
import { captures, creditAccounts } from "../db/schema/credits";
import { emails } from "../db/schema/emails";
import { now } from "../db/time";

/** Whoever asks wants to know whether it is many. */
const COUNTED_MAX = 100_000;

/** What has been sent and is not paid for yet, of all customers. */
export interface CaptureBacklog {
  /** Credits that are set aside for accepted emails, paid for by none yet. */
  held: number;
  /** Sent emails that no capture pays for yet. */
  owed: { emails: number; credits: number; oldestSeconds: number };
  /** Captures that were begun and have not landed; `parked` are those that Dodo had too little for, or refused. */
  open: { underWay: number; parked: number; credits: number };
}

/**
 * Counts emails and captures up to a bound, each from a partial index that holds little but what it counts. What is held is
 * added up from the accounts, one row for each customer: no look at emails, however many there are.
 */
export async function readCaptureBacklog(): Promise<CaptureBacklog> {
  const [[account], [owed], [open]] = await Promise.all([sumHeld(), countOwed(), countOpen()]);
  return {
    held: account?.held ?? 0,
    owed: { emails: owed?.count ?? 0, credits: owed?.credits ?? 0, oldestSeconds: owed?.age ?? 0 },
    open: {
      underWay: (open?.count ?? 0) - (open?.parked ?? 0),
      parked: open?.parked ?? 0,
      credits: open?.credits ?? 0,
    },
  };
}

/** An index on it would be written with every email that is accepted; a read of all accounts each few seconds costs less. */
function sumHeld() {
  return database()
    .select({ held: sql<number>`coalesce(sum(${creditAccounts.held}), 0)`.mapWith(Number) })
    .from(creditAccounts);
}

function countOwed() {
  const some = database()
    .select({ sentAt: emails.sentAt, credits: emails.credits })
    .from(emails)
    .where(and(eq(emails.status, "sent"), isNull(emails.captureId), gt(emails.credits, 0)))
    .limit(COUNTED_MAX)
    .as("some");
  return database()
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      credits: sql<number>`coalesce(sum(${some.credits}), 0)`.mapWith(Number),
      age: sql<number>`coalesce(extract(epoch from ${now} - min(${some.sentAt})), 0)`.mapWith(Number),
    })
    .from(some);
}

function countOpen() {
  const some = database()
    .select({ credits: captures.credits, lastError: captures.lastError })
    .from(captures)
    .where(eq(captures.state, "open"))
    .limit(COUNTED_MAX)
    .as("some");
  return database()
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      parked: sql<number>`count(*) filter (where ${some.lastError} is not null)`.mapWith(Number),
      credits: sql<number>`coalesce(sum(${some.credits}), 0)`.mapWith(Number),
    })
    .from(some);
}
