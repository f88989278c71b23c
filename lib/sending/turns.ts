import "server-only";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { emails } from "../db/schema/emails";
import { perProcess } from "../per-process";
import { pausedCustomers } from "../tenants/paused";
import { EMAILS_PER_CALL_MAX, type Waiting } from "./choose-members";

/** Customers whose emails are looked at for one call: with one email each they fill it. */
const CUSTOMERS_PER_CALL_MAX = EMAILS_PER_CALL_MAX;
/** Emails looked at for one call over all customers; bounds the query when many have long queues. */
const LOOKED_AT_MAX = 2 * EMAILS_PER_CALL_MAX;

const NIL_UUID = "00000000-0000-0000-0000-000000000000";
export const isQueued = eq(emails.status, "queued");
export const isQueuedSystemMail = and(eq(emails.kind, "system"), isQueued);

const waiting = {
  customerId: emails.customerId,
  id: emails.id,
  goesAlone: emails.goesAlone,
  bytes: sql<number>`octet_length(${emails.payload}) + coalesce(octet_length(${emails.files}), 0)`.mapWith(
    Number,
  ),
};

/** MailKit's own mails that wait, oldest first: they go before all others. Locks them. */
export async function listSystemMail(tx: Executor): Promise<Waiting[]> {
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
 * Nobody waits for more than one turn of all others, however long their queues are. Locks them.
 */
export async function listTurns(tx: Executor): Promise<Waiting[][]> {
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
