import "server-only";
import { and, asc, eq, inArray, type SQLWrapper, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database, type Executor, transaction } from "../db/client";
import { type Dispatch, dispatches, emails } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import { pausedCustomers } from "../tenants/paused";
import { chooseMembers, type Waiting } from "./choose-members";
import { wholeBody } from "./payload";
import { isQueued, isQueuedSystemMail, listSystemMail, listTurns } from "./turns";

/** Longer than a call may take. After it, another process may make the same call with the same key. */
const LEASE_MS = 30_000;
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
  const expired = isExpired ? await claimExpired() : null;
  return expired ?? transaction((tx) => claimQueued(tx, isSystemMail));
}

async function claimExpired(): Promise<Dispatch | null> {
  const expired = database()
    .select({ id: dispatches.id })
    .from(dispatches)
    .where(isExpired())
    .orderBy(asc(dispatches.leaseUntil))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(dispatches)
    .set({ leaseUntil: inMs(LEASE_MS), attempts: sql`${dispatches.attempts} + 1` })
    .where(and(sql`${dispatches.id} = (${expired})`, isExpired()))
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

const idsOf = (emails: readonly Waiting[]) => emails.map((email) => email.id);
const customersOf = (emails: readonly Waiting[]) => [...new Set(emails.map((email) => email.customerId))];
