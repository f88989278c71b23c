import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { LineFacts, OpenCall, SystemFacts } from "../contracts/operator-pages";
import { database } from "../db/client";
import type { Provider } from "../providers/limits";
import { bucketOf, readLine } from "../providers/line-row";
import { listUnresolved } from "../sending/unresolved";
import { pausedCustomers } from "../tenants/paused";

const LISTED = 20;
const UNRESOLVED_LISTED = 50;
const REASON_LENGTH_MAX = 200;

/** How MailKit is, for whoever runs it: one look at everything that waits, or is in trouble. */
export async function readSystem(): Promise<SystemFacts> {
  const [halted, queue, pending, lines, dispatches, captures, adjustments, unresolved] = await Promise.all([
    readHalt(),
    readQueue(),
    readPending(),
    Promise.all([readLineFacts("resend"), readLineFacts("dodo")]),
    listCalls(sql`select id::text, null as customer_id, jsonb_array_length(members) || ' email(s)' as what, attempts,
      created_at, lease_until as due_at, last_error from dispatches where state = 'open'`),
    listCalls(sql`select id::text, customer_id::text, credits || ' credit(s)' as what, attempts, created_at,
      lease_until as due_at, last_error from captures where state = 'open'`),
    listCalls(sql`select id::text, customer_id::text, credits || ' credit(s)' as what, attempts::int, created_at,
      lease_until as due_at, last_error from credit_adjustments where state = 'open'`),
    listUnresolved({ limit: UNRESOLVED_LISTED }),
  ]);
  return {
    halted,
    queue,
    webhooks_pending: pending,
    lines,
    dispatches,
    captures,
    adjustments,
    unresolved: unresolved.map((email) => ({
      email_id: email.emailId,
      customer_id: email.customerId,
      to: email.to,
      subject: email.subject,
      credits: email.credits,
      called_at: email.calledAt?.toISOString() ?? null,
      unresolved_since: email.unresolvedSince?.toISOString() ?? null,
      reason: email.reason,
    })),
  };
}

const isoOrNull = z.coerce
  .date()
  .nullable()
  .transform((date) => date?.toISOString() ?? null);

async function readHalt(): Promise<SystemFacts["halted"]> {
  const { rows } = await database().execute<{ at: Date; reason: string | null; refuses: boolean }>(
    sql`select halted_at as at, halted_reason as reason, is_refusing as refuses from provider_lines
      where provider = 'resend' and halted_at is not null`,
  );
  const [halt] = rows;
  return halt
    ? { since: new Date(halt.at).toISOString(), reason: halt.reason ?? "", refuses: halt.refuses }
    : null;
}

const queueSchema = z.object({
  waiting: z.number(),
  paused: z.number(),
  scheduled: z.number(),
  oldest_at: isoOrNull,
});

async function readQueue(): Promise<SystemFacts["queue"]> {
  const { rows } = await database().execute(sql`
    select count(*)::int as waiting, (count(*) filter (where customer_id in ${pausedCustomers}))::int as paused,
      (select count(*)::int from emails where status = 'scheduled') as scheduled,
      min(created_at) filter (where customer_id not in ${pausedCustomers}) as oldest_at
    from emails where status = 'queued'`);
  return queueSchema.parse(rows[0]);
}

const pendingSchema = z.object({ count: z.number(), oldest_at: isoOrNull });

async function readPending(): Promise<SystemFacts["webhooks_pending"]> {
  const { rows } = await database().execute(
    sql`select count(*)::int as count, min(received_at) as oldest_at from webhook_events where applied_at is null`,
  );
  return pendingSchema.parse(rows[0]);
}

async function readLineFacts(provider: Provider): Promise<LineFacts> {
  const bucket = bucketOf(provider);
  const { rows } = await database().execute<{ tokens: number }>(
    sql`select least(${bucket.burst}, tokens + ${bucket.perSecond}
        * greatest(0, extract(epoch from clock_timestamp() - refilled_at)::float8)) as tokens
      from provider_lines where provider = ${provider}`,
  );
  const line = await readLine(provider);
  const { pausedForMs, pausedReason, pausedUntil, stoppedSince, burst, perSecond } = line;
  return {
    provider,
    state: stoppedSince !== null ? "stopped" : pausedForMs > 0 ? "waiting" : "ok",
    reason: stoppedSince !== null || pausedForMs > 0 ? pausedReason : null,
    until: pausedForMs > 0 ? (pausedUntil?.toISOString() ?? null) : null,
    since: stoppedSince?.toISOString() ?? null,
    tokens: Math.floor(rows[0]?.tokens ?? 0),
    burst: Math.round(burst),
    per_second: Math.round(perSecond * 10) / 10,
  };
}

const callSchema = z.object({
  id: z.string(),
  customer_id: z.string().nullable(),
  what: z.string(),
  attempts: z.number(),
  created_at: z.coerce.date().transform((date) => date.toISOString()),
  due_at: z.coerce.date().transform((date) => date.toISOString()),
  last_error: z
    .string()
    .nullable()
    .transform((text) => text?.slice(0, REASON_LENGTH_MAX) ?? null),
});

/** The oldest open calls of one kind. */
async function listCalls(query: ReturnType<typeof sql>): Promise<OpenCall[]> {
  const { rows } = await database().execute(sql`${query} order by created_at limit ${LISTED}`);
  return z.array(callSchema).parse(rows);
}
