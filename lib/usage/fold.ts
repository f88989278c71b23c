import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Executor, transaction } from "../db/client";
import { now, nowOnce } from "../db/time";
import type { Next } from "../pump";
import { counts, quarterOf, totals } from "./counting";

/** How often there is something to fold. What was sent since is counted when somebody looks. */
const EVERY_MS = 60_000;
/**
 * A moment is taken for over once every transaction that began before must have ended: a statement may take 10 s
 * (`db/client.ts`), and the longest of them has a handful.
 */
const LAG = "2 minutes";
/** So much at once when there is much to catch up on, that no statement takes long. */
const STEP = "6 hours";
/** As far back as anybody looks, and a little more. */
export const KEPT_COUNTS = "33 days";

const spanSchema = z.object({ from: z.coerce.date(), until: z.coerce.date() });
let notBeforeMs = 0;

/** The folding that is due; null while another process is at it, or there is nothing to fold yet. */
export async function nextFold(): Promise<Next> {
  if (performance.now() < notBeforeMs) return null;
  return async () => {
    if (await foldUsage()) return 0;
    notBeforeMs = performance.now() + EVERY_MS;
    return EVERY_MS;
  };
}

/**
 * Folds what was sent since the last time into `usage_counts`, at most six hours of it, and counts those quarters anew
 * of whose emails something was heard since. Returns false once there is nothing left, or another process does it.
 * Whatever is folded twice is the same as folded once.
 */
export async function foldUsage(): Promise<boolean> {
  return transaction(async (tx) => {
    await beginProgress(tx);
    const { rows } = await tx.execute(sql`
      select counted_until as from, least(counted_until + ${STEP}::interval, ${now} - ${LAG}::interval) as until
      from usage_progress
      where name = 'sent' and counted_until < ${now} - ${LAG}::interval - ${EVERY_MS} * interval '1 millisecond'
      for update skip locked`);
    if (rows.length === 0) return false;
    const span = spanSchema.parse(rows[0]);
    await countSent(tx, span);
    await countAgain(tx, span);
    await tx.execute(sql`update usage_progress set counted_until = ${iso(span.until)} where name = 'sent'`);
    return true;
  });
}

const iso = (at: Date) => sql`${at.toISOString()}::timestamptz`;

/** On a database that has emails already the first fold begins with the first of them that still counts. */
async function beginProgress(tx: Executor): Promise<void> {
  await tx.execute(sql`
    insert into usage_progress (name, counted_until)
    select 'sent', coalesce(min(sent_at), ${now} - ${LAG}::interval) from emails
    where ${counts} and sent_at > ${nowOnce} - ${KEPT_COUNTS}::interval
      and not exists (select 1 from usage_progress where name = 'sent')
    having not exists (select 1 from usage_progress where name = 'sent')
    on conflict do nothing`);
}

const write = sql`on conflict (customer_id, quarter) do update set emails = excluded.emails, credits = excluded.credits,
  delivered = excluded.delivered, bounced = excluded.bounced, failed = excluded.failed, complained = excluded.complained`;

/** Each quarter from its beginning, so that one that was folded in part is made whole. One look into the index per customer. */
async function countSent(tx: Executor, { from, until }: z.infer<typeof spanSchema>): Promise<void> {
  await tx.execute(sql`
    insert into usage_counts (customer_id, quarter, emails, credits, delivered, bounced, failed, complained)
    select customers.id, counted.* from customers cross join lateral (
      select ${quarterOf(sql`sent_at`)} as quarter, ${totals} from emails
      where customer_id = customers.id and ${counts}
        and sent_at >= ${quarterOf(iso(from))} and sent_at < ${iso(until)}
      group by 1) as counted
    ${write}`);
}

/** Deliveries, bounces and complaints that came after their emails were folded. Opens and clicks change no count. */
async function countAgain(tx: Executor, { from, until }: z.infer<typeof spanSchema>): Promise<void> {
  await tx.execute(sql`
    with late as (
      select distinct emails.customer_id, ${quarterOf(sql`emails.sent_at`)} as quarter
      from email_events join emails on emails.customer_id = email_events.customer_id and emails.id = email_events.email_id
      where email_events.type in ('delivered', 'bounced', 'failed', 'suppressed', 'complained')
        and email_events.recorded_at >= ${iso(from)} and email_events.recorded_at < ${iso(until)}
        and ${counts} and emails.sent_at < ${quarterOf(iso(from))}
        and emails.sent_at > ${nowOnce} - ${KEPT_COUNTS}::interval)
    insert into usage_counts (customer_id, quarter, emails, credits, delivered, bounced, failed, complained)
    select late.customer_id, late.quarter, counted.* from late cross join lateral (
      select ${totals} from emails
      where customer_id = late.customer_id and ${counts}
        and sent_at >= late.quarter and sent_at < late.quarter + interval '15 minutes'
      having count(*) > 0) as counted
    ${write}`);
}
