import "server-only";
import { and, asc, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database, type Executor, transaction } from "../db/client";
import { type Dispatch, dispatches, emails } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import { perProcess } from "../per-process";
import { chooseMembers, EMAILS_PER_CALL_MAX, type Waiting } from "./choose-members";

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

/** True if something waits to be dispatched, so that no permit is taken for nothing. */
export async function hasDispatchWork(): Promise<boolean> {
  const { isExpired, isSystemMail, isMail } = await lookAround(database());
  return isExpired || isSystemMail || isMail;
}

/** The next call to make: one that a dead process left or that is due again, else one with what waits in the queue. */
export async function claimDispatch(): Promise<Dispatch | null> {
  return transaction(async (tx) => {
    const around = await lookAround(tx);
    const expired = around.isExpired ? await claimExpired(tx) : null;
    return expired ?? claimQueued(tx, around.isSystemMail);
  });
}

/** What there is to do, in one query: most of the time it is one kind of work only. */
async function lookAround(executor: Executor) {
  const exists = (query: SQLWrapper) => sql<boolean>`exists ${query}`;
  const expired = executor.select({ one: sql`1` }).from(dispatches).where(isExpired());
  const queued = executor.select({ one: sql`1` }).from(emails).where(isQueued);
  const systemMail = executor.select({ one: sql`1` }).from(emails).where(isQueuedSystemMail);
  const { rows } = await executor.execute<{ expired: boolean; system: boolean; queued: boolean }>(
    sql`select ${exists(expired)} as expired, ${exists(systemMail)} as system, ${exists(queued)} as queued`,
  );
  const [found] = rows;
  return {
    isExpired: found?.expired ?? false,
    isSystemMail: found?.system ?? false,
    isMail: found?.queued ?? false,
  };
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
    .returning({ id: emails.id, payload: emails.payload });
  const payloads = new Map(claimed.map((email) => [email.id, email.payload]));
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
  bytes: sql<number>`octet_length(${emails.payload})`.mapWith(Number),
};

/** Calls are kept this long after they were settled; the emails keep their own payload. */
const KEEP_DISPATCHES = "7 days";

/** Forgets old calls. Open and unresolved ones stay. */
export async function pruneDispatches(): Promise<void> {
  await database()
    .delete(dispatches)
    .where(
      and(eq(dispatches.state, "done"), sql`${dispatches.settledAt} < ${now} - ${KEEP_DISPATCHES}::interval`),
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

/** The oldest emails of the customers whose turn it is. */
async function listTurns(tx: Executor): Promise<Waiting[][]> {
  const customers = await nextCustomers(tx);
  if (customers.length === 0) return [];
  const perCustomer = Math.min(EMAILS_PER_CALL_MAX, Math.ceil(LOOKED_AT_MAX / customers.length));
  const { rows } = await tx.execute<{
    customer_id: string;
    id: string;
    goes_alone: boolean;
    bytes: number;
  }>(sql`
    select turn.customer_id, email.id, email.goes_alone, email.bytes
    from unnest(${sql.param(customers)}::uuid[]) with ordinality as turn(customer_id, position),
    lateral (
      select id, goes_alone, octet_length(payload) as bytes from emails
      where customer_id = turn.customer_id and status = 'queued'
      order by created_at, id limit ${perCustomer} for update skip locked
    ) email
    order by turn.position`);
  const turns = new Map(customers.map((customerId): [string, Waiting[]] => [customerId, []]));
  for (const row of rows)
    turns
      .get(row.customer_id)
      ?.push({ customerId: row.customer_id, id: row.id, goesAlone: row.goes_alone, bytes: row.bytes });
  return [...turns.values()];
}

/**
 * Customers with something in the queue, in a circle that begins after the one who was served last. Nobody waits for
 * more than one turn of all others, however long their queues are.
 */
async function nextCustomers(tx: Executor): Promise<string[]> {
  const circle = perProcess("dispatch-circle", () => ({ after: NIL_UUID }));
  const customers = await customersAfter(tx, circle.after);
  // When all of them fit into one call, the next call begins with another one.
  const isWholeCircle = customers.length < CUSTOMERS_PER_CALL_MAX;
  circle.after = (isWholeCircle ? customers[0] : customers.at(-1)) ?? NIL_UUID;
  return customers;
}

/**
 * Steps over the index from customer to customer, so that a queue of a million emails costs one step: to the end of
 * the circle, and on from its beginning.
 */
async function customersAfter(tx: Executor, after: string): Promise<string[]> {
  const next = (than: SQL) => sql`(select customer_id from emails
    where status = 'queued' and customer_id > ${than} order by customer_id limit 1)`;
  const { rows } = await tx.execute<{ customer_id: string }>(sql`
    with recursive turn(customer_id, has_wrapped, position) as (
      select ${next(sql`${after}::uuid`)}, false, 1
      union all
      select
        case when customer_id is null then ${next(sql`${NIL_UUID}::uuid`)} else ${next(sql`turn.customer_id`)} end,
        has_wrapped or customer_id is null, position + 1
      from turn
      where position <= ${CUSTOMERS_PER_CALL_MAX} and not (has_wrapped and (customer_id is null or customer_id > ${after}::uuid))
    )
    select customer_id from turn
    where customer_id is not null and not (has_wrapped and customer_id > ${after}::uuid)
    order by position limit ${CUSTOMERS_PER_CALL_MAX}`);
  return rows.map((row) => row.customer_id);
}

const idsOf = (emails: readonly Waiting[]) => emails.map((email) => email.id);
const customersOf = (emails: readonly Waiting[]) => [...new Set(emails.map((email) => email.customerId))];
