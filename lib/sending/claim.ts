import "server-only";
import { and, asc, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database, type Executor, transaction } from "../db/client";
import { deleteOld } from "../db/delete-old";
import { firstIdAt } from "../db/first-id";
import { type Dispatch, dispatches, emails } from "../db/schema/emails";
import { inMs, now, nowOnce } from "../db/time";
import { perProcess } from "../per-process";
import { pausedCustomers } from "../tenants/paused";
import { chooseMembers, EMAILS_PER_CALL_MAX, type Waiting } from "./choose-members";
import { wholeBody } from "./payload";

/** Longer than a call may take. After it, another process may make the same call with the same key. */
const LEASE_MS = 30_000;
/** Customers whose emails are looked at for one call: with one email each they fill it. */
const CUSTOMERS_PER_CALL_MAX = EMAILS_PER_CALL_MAX;
/** Emails looked at for one call over all customers; bounds the query when many have long queues. */
const LOOKED_AT_MAX = 2 * EMAILS_PER_CALL_MAX;

const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const isQueued = eq(emails.status, "queued");
const isQueuedSystemMail = and(eq(emails.kind, "system"), isQueued);
const isExpired = () => and(eq(dispatches.state, "open"), sql`${dispatches.leaseUntil} <= ${now}`);

/** What there is to do. */
export interface DispatchWork {
  /** A call that a dead process left, or that is due again. */
  isExpired: boolean;
  isSystemMail: boolean;
}

/** Customers with something in the queue, up to the first who may send: past each who is paused it is one step. */
const ownersInTurn = sql`with recursive owner(customer_id) as (
  select (select customer_id from emails where status = 'queued' order by customer_id limit 1)
  union all
  select (select customer_id from emails where status = 'queued' and customer_id > owner.customer_id order by customer_id limit 1)
  from owner where owner.customer_id in ${pausedCustomers})`;

/** What waits to be dispatched, in one query, so that no permit is taken for nothing; null if nothing does. */
export async function findDispatchWork(): Promise<DispatchWork | null> {
  const one = { one: sql`1` };
  const exists = (query: SQLWrapper) => sql<boolean>`exists ${query}`;
  const expired = database().select(one).from(dispatches).where(isExpired());
  const systemMail = database().select(one).from(emails).where(isQueuedSystemMail);
  const { rows } = await database().execute<{ expired: boolean; system: boolean; queued: boolean }>(
    sql`${ownersInTurn}
      select ${exists(expired)} as expired, ${exists(systemMail)} as system,
        exists (select 1 from owner where customer_id is not null and customer_id not in ${pausedCustomers}) as queued
      where not exists (select 1 from provider_lines where provider = 'resend' and halted_at is not null)`,
  );
  const [found] = rows;
  if (!found?.expired && !found?.queued && !found?.system) return null;
  return { isExpired: found.expired, isSystemMail: found.system };
}

/** The next call to make: one that is due again, else one with what waits in the queue. Null if others were faster. */
export async function claimDispatch({ isExpired, isSystemMail }: DispatchWork): Promise<Dispatch | null> {
  return transaction(async (tx) => {
    const expired = isExpired ? await claimExpired(tx) : null;
    return expired ?? claimQueued(tx, isSystemMail);
  });
}

async function claimExpired(tx: Executor): Promise<Dispatch | null> {
  const [expired] = await tx
    .select({ id: dispatches.id })
    .from(dispatches)
    .where(isExpired())
    .orderBy(asc(dispatches.leaseUntil))
    .limit(1)
    .for("update", { skipLocked: true });
  if (!expired) return null;
  const [claimed] = await tx
    .update(dispatches)
    .set({ leaseUntil: inMs(LEASE_MS), attempts: sql`${dispatches.attempts} + 1` })
    .where(and(eq(dispatches.id, expired.id), isExpired()))
    .returning();
  return claimed ?? null;
}

/** The row with its members, their order and the exact bytes is committed before the call. */
async function claimQueued(tx: Executor, isSystemMail: boolean): Promise<Dispatch | null> {
  const systemMail = isSystemMail ? await listSystemMail(tx) : [];
  const turns = systemMail.length > 0 ? [systemMail] : await listTurns(tx);
  const chosen = chooseMembers(turns);
  if (chosen.length === 0) return null;
  const id = uuidv7();
  const claimed = await tx
    .update(emails)
    .set({ status: "sending", dispatchId: id })
    .where(and(inArray(emails.id, idsOf(chosen)), inArray(emails.customerId, customersOf(chosen)), isQueued))
    .returning({ id: emails.id, payload: emails.payload, files: emails.files });
  const payloads = new Map(claimed.map((email) => [email.id, wholeBody(email)]));
  // Another process may have been faster with some of them, if the database knows no SKIP LOCKED.
  const members = chosen.filter((email) => payloads.has(email.id));
  if (members.length === 0) return null;
  const bodies = members.map((email) => payloads.get(email.id));
  const [dispatch] = await tx
    .insert(dispatches)
    .values({
      id,
      members: members.map((email) => ({ customerId: email.customerId, emailId: email.id })),
      body: bodies.length === 1 ? `${bodies[0]}` : `[${bodies.join(",")}]`,
      leaseUntil: inMs(LEASE_MS),
      attempts: 1,
    })
    .returning();
  return dispatch ?? null;
}

const waiting = {
  customerId: emails.customerId,
  id: emails.id,
  goesAlone: emails.goesAlone,
  bytes: sql<number>`octet_length(${emails.payload}) + coalesce(octet_length(${emails.files}), 0)`.mapWith(
    Number,
  ),
};

/** Calls are kept this long after they were settled; the emails keep their own payload. */
const KEEP_DISPATCHES_MS = 7 * 24 * 60 * 60 * 1000;

/** Forgets old calls. Open and unresolved ones stay. What was settled before then was made before then, which its id says. */
export async function pruneDispatches(): Promise<void> {
  await deleteOld(
    dispatches,
    sql`${dispatches.id} < ${firstIdAt(new Date(Date.now() - KEEP_DISPATCHES_MS))} and ${dispatches.state} = 'done'
      and ${dispatches.settledAt} < ${nowOnce} - ${KEEP_DISPATCHES_MS} * interval '1 millisecond'`,
    sql`${dispatches.id}`,
  );
}

/** MailKit's own mails go before all others. */
async function listSystemMail(tx: Executor): Promise<Waiting[]> {
  return tx
    .select(waiting)
    .from(emails)
    .where(isQueuedSystemMail)
    .orderBy(asc(emails.createdAt))
    .limit(EMAILS_PER_CALL_MAX)
    .for("update", { skipLocked: true });
}

/**
 * The oldest emails of customers with something in the queue, in a circle that begins after the one who was served last.
 * Nobody waits for more than one turn of all others, however long their queues are.
 */
async function listTurns(tx: Executor): Promise<Waiting[][]> {
  const circle = perProcess("dispatch-circle", () => ({ after: NIL_UUID }));
  const rows = await oldestOfEach(tx, circle.after);
  const turns = new Map<string, Waiting[]>();
  for (const row of rows) {
    const turn = turns.get(row.customer_id) ?? [];
    turns.set(row.customer_id, turn);
    turn.push({ customerId: row.customer_id, id: row.id, goesAlone: row.goes_alone, bytes: row.bytes });
  }
  const customers = [...turns.keys()];
  // When all of them fit into one call, the next call begins with another one.
  const isWholeCircle = customers.length < CUSTOMERS_PER_CALL_MAX;
  circle.after = (isWholeCircle ? customers[0] : customers.at(-1)) ?? NIL_UUID;
  return [...turns.values()];
}

interface TurnRow extends Record<string, unknown> {
  customer_id: string;
  id: string;
  goes_alone: boolean;
  bytes: number;
}

/**
 * Steps over the index from customer to customer, so that a queue of a million emails costs one step: to the end of
 * the circle, and on from its beginning. The fewer they are, the more emails of each are looked at.
 */
async function oldestOfEach(tx: Executor, after: string): Promise<TurnRow[]> {
  const next = (than: SQL) => sql`(select customer_id from emails
    where status = 'queued' and customer_id > ${than} order by customer_id limit 1)`;
  const { rows } = await tx.execute<TurnRow>(sql`
    with recursive turn(customer_id, has_wrapped, position) as (
      select ${next(sql`${after}::uuid`)}, false, 1
      union all
      select
        case when customer_id is null then ${next(sql`${NIL_UUID}::uuid`)} else ${next(sql`turn.customer_id`)} end,
        has_wrapped or customer_id is null,
        position + case when customer_id in ${pausedCustomers} then 0 else 1 end
      from turn
      where position <= ${CUSTOMERS_PER_CALL_MAX} and not (has_wrapped and (customer_id is null or customer_id > ${after}::uuid))
    ),
    served as (
      select customer_id, position from turn
      where customer_id is not null and not (has_wrapped and customer_id > ${after}::uuid)
        and customer_id not in ${pausedCustomers}
      order by position limit ${CUSTOMERS_PER_CALL_MAX}
    )
    select served.customer_id, email.id, email.goes_alone, email.bytes
    from served,
    lateral (
      select id, goes_alone, octet_length(payload) + coalesce(octet_length(files), 0) as bytes from emails
      where customer_id = served.customer_id and status = 'queued'
      order by created_at, id
      limit (select least(${EMAILS_PER_CALL_MAX}, ceil(${LOOKED_AT_MAX}::float8 / count(*)))::int from served)
      for update skip locked
    ) email
    order by served.position`);
  return rows;
}

const idsOf = (emails: readonly Waiting[]) => emails.map((email) => email.id);
const customersOf = (emails: readonly Waiting[]) => [...new Set(emails.map((email) => email.customerId))];
