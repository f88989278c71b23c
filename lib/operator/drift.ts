import "server-only";
import { and, eq, gte, sql } from "drizzle-orm";
import { z } from "zod";
import type { DriftResult } from "../contracts/operator-pages";
import { loadAccount } from "../credits/account";
import { database } from "../db/client";
import { captures } from "../db/schema/credits";
import { STATE_OF_EMAIL } from "../db/schema/emails";
import { creditAdjustments } from "../db/schema/operator";
import { now } from "../db/time";
import { type LedgerRow, readLedgerRows } from "../dodo/history";
import { readBalance } from "../dodo/ledger";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { pauseLeftMs } from "../providers/line";
import type { Next } from "../pump";
import type { OwnEntry } from "./compare-entries";
import { claimCheck, storeCheck } from "./drift-store";
import { explainDrift } from "./explain-drift";

const PAGE_SIZE = 100;
/** Five thousand entries, newest first. A busy customer has one entry for many emails. */
const PAGES_MAX = 50;

/** The next customer whose sums are to be held against Dodo's. One at a time, with Dodo's lowest priority. */
export async function nextDriftCheck(): Promise<Next> {
  const againInMs = await pauseLeftMs("dodo");
  if (againInMs > 0) return { againInMs };
  const customerId = await claimCheck();
  if (customerId === null) return null;
  return async () => {
    await storeCheck(customerId, await outcomeOf(customerId));
    return null;
  };
}

async function outcomeOf(customerId: string): Promise<{ result: DriftResult } | { error: string }> {
  try {
    return { result: await checkCustomer(customerId) };
  } catch (error) {
    log.warn("A customer's sums could not be held against Dodo's", { customerId, error });
    return { error: error instanceof AppError ? error.message : "Something went wrong; the log says what." };
  }
}

/** Reads the ledger and our own rows. Changes nothing. Throws ProviderUnavailable. */
async function checkCustomer(customerId: string): Promise<DriftResult> {
  const { dodoCustomerId, now: startedAt } = await loadAccount(customerId);
  const read = dodoCustomerId ? await readEntries(dodoCustomerId) : { entries: [], isComplete: true };
  // What landed while it was read would stand on one side only.
  const entries = read.entries.filter(({ created_at }) => new Date(created_at) <= startedAt);
  const since = read.isComplete ? null : new Date(entries.at(-1)?.created_at ?? 0);
  const [ownCaptures, ownAdjustments, totals] = await Promise.all([
    findCaptures(customerId, since, startedAt),
    findAdjustments(customerId, since, startedAt),
    readTotals(customerId, since, startedAt),
  ]);
  const balance = dodoCustomerId ? await readBalance(dodoCustomerId, "audit") : 0;
  const { balance: mirror } = await loadAccount(customerId);
  const isQuiet = read.entries.length === entries.length;
  return explainDrift({
    entries,
    // A balance that has moved since can't be held against the entries up to then.
    isComplete: read.isComplete && isQuiet,
    captures: ownCaptures,
    adjustments: ownAdjustments,
    balance,
    mirror,
    ...totals,
  });
}

async function readEntries(dodoCustomerId: string): Promise<{ entries: LedgerRow[]; isComplete: boolean }> {
  const byId = new Map<string, LedgerRow>();
  for (let page = 0; page < PAGES_MAX; page++) {
    const rows = await readLedgerRows(dodoCustomerId, { limit: PAGE_SIZE, page }, "audit");
    // A new entry moves the others on, so the last of a page may be the first of the next.
    for (const row of rows) byId.set(row.id, row);
    if (rows.length < PAGE_SIZE) return { entries: [...byId.values()], isComplete: true };
  }
  return { entries: [...byId.values()], isComplete: false };
}

/** A capture that was settled after the reading began counts as under way. */
async function findCaptures(customerId: string, since: Date | null, until: Date): Promise<OwnEntry[]> {
  const rows = await database()
    .select({
      id: captures.id,
      credits: captures.credits,
      state: captures.state,
      settledAt: captures.settledAt,
    })
    .from(captures)
    .where(and(eq(captures.customerId, customerId), since ? gte(captures.createdAt, since) : undefined));
  return rows.map(({ id, credits, state, settledAt }) => ({
    id,
    credits: -credits,
    isSettled: state === "captured" && settledAt !== null && settledAt <= until,
  }));
}

async function findAdjustments(customerId: string, since: Date | null, until: Date): Promise<OwnEntry[]> {
  const rows = await database()
    .select()
    .from(creditAdjustments)
    .where(
      and(
        eq(creditAdjustments.customerId, customerId),
        since ? gte(creditAdjustments.createdAt, since) : undefined,
      ),
    );
  return rows.flatMap(({ id, credits, state, settledAt }) =>
    state === "refused"
      ? []
      : [{ id, credits, isSettled: state === "done" && settledAt !== null && settledAt <= until }],
  );
}

const totalsSchema = z.object({
  paidEmails: z.coerce.number(),
  paidCaptures: z.coerce.number(),
  held: z.coerce.number(),
  openEmails: z.coerce.number(),
});

/** In one statement, so that holds and emails are of one moment. */
async function readTotals(customerId: string, since: Date | null, until: Date) {
  const iso = (at: Date) => sql`${at.toISOString()}::timestamptz`;
  const isOurs = sql`customer_id = ${customerId}`;
  const sum = (what: ReturnType<typeof sql>) => sql`coalesce((${what}), 0)`;
  // Of older captures some emails may be removed (lib/retention/emails.ts), so they can't be held against each other.
  const keptDays = env().RETAIN_EMAILS_DAYS;
  const isComparable = sql`captures.state = 'captured' and captures.settled_at <= ${iso(until)}
    ${since ? sql`and captures.created_at >= ${iso(since)}` : sql``}
    ${keptDays ? sql`and captures.created_at >= ${now} - ${keptDays} * interval '1 day'` : sql``}`;
  const { rows } = await database().execute(sql`select
    ${sum(sql`select sum(emails.credits) from captures join emails
      on emails.customer_id = captures.customer_id and emails.capture_id = captures.id
      where captures.customer_id = ${customerId} and ${isComparable}`)} as "paidEmails",
    ${sum(sql`select sum(credits) from captures where ${isOurs} and ${isComparable}`)} as "paidCaptures",
    ${sum(sql`select held from credit_accounts where ${isOurs}`)} as held,
    ${sum(sql`select sum(credits) from emails where ${isOurs} and status = 'queued'`)}
      + ${sum(sql`select sum(credits) from emails where ${isOurs} and status <> 'queued'
          and ${STATE_OF_EMAIL} in ('scheduled', 'sending', 'unresolved')`)}
      + ${sum(sql`select sum(credits) from emails where ${isOurs} and status = 'sent' and capture_id is null and credits > 0`)}
      + ${sum(sql`select sum(credits) from captures where ${isOurs} and state = 'open'`)} as "openEmails"`);
  return totalsSchema.parse(rows[0]);
}
