import "server-only";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { DriftCheck, DriftResult } from "../contracts/operator-pages";
import { database, type Executor } from "../db/client";
import { customers } from "../db/schema/identity";
import { driftChecks } from "../db/schema/operator";
import { inMs, now } from "../db/time";

/** A check reads many pages in its turn; after this, another process may begin it anew. */
const LEASE_MS = 10 * 60_000;
const LISTED_MAX = 100;

/** Asks for a check of one customer, or of all whom Dodo knows. */
export async function requestChecks(tx: Executor, customerId: string | null): Promise<void> {
  const who = customerId ? sql`id = ${customerId}` : sql`dodo_customer_id is not null`;
  await tx.execute(sql`insert into drift_checks (customer_id, requested_at)
    select id, ${now} from customers where ${who}
    on conflict (customer_id) do update set requested_at = coalesce(drift_checks.requested_at, excluded.requested_at)`);
}

const isWaiting = () =>
  and(isNotNull(driftChecks.requestedAt), sql`coalesce(${driftChecks.leaseUntil} <= ${now}, true)`);

/** Takes the customer who has waited longest for a check; null if nobody does. */
export async function claimCheck(): Promise<string | null> {
  const due = database()
    .select({ customerId: driftChecks.customerId })
    .from(driftChecks)
    .where(isWaiting())
    .orderBy(asc(driftChecks.requestedAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(driftChecks)
    .set({ leaseUntil: inMs(LEASE_MS) })
    .where(and(sql`${driftChecks.customerId} = (${due})`, isWaiting()))
    .returning({ customerId: driftChecks.customerId });
  return claimed?.customerId ?? null;
}

/** Stores what a check found, or why it could not be made; an earlier result stays then. */
export async function storeCheck(
  customerId: string,
  outcome: { result: DriftResult } | { error: string },
): Promise<void> {
  await database()
    .update(driftChecks)
    .set({
      requestedAt: null,
      leaseUntil: null,
      ...("result" in outcome
        ? { result: outcome.result, drift: outcome.result.drift, checkedAt: now, error: null }
        : { error: outcome.error }),
    })
    .where(eq(driftChecks.customerId, customerId));
}

/** Checks that were made or asked for, those with the most drift first; of one customer, or of all. */
export async function listChecks(customerId?: string): Promise<DriftCheck[]> {
  const rows = await database()
    .select({ check: driftChecks, email: customers.email })
    .from(driftChecks)
    .innerJoin(customers, eq(customers.id, driftChecks.customerId))
    .where(customerId ? eq(driftChecks.customerId, customerId) : undefined)
    .orderBy(sql`${driftChecks.drift} desc nulls last, ${driftChecks.checkedAt} desc nulls first`)
    .limit(LISTED_MAX);
  return rows.map(({ check, email }) => ({
    customer_id: check.customerId,
    email,
    requested_at: check.requestedAt?.toISOString() ?? null,
    checked_at: check.checkedAt?.toISOString() ?? null,
    error: check.error,
    // Written by `storeCheck` alone.
    result: check.result as DriftResult | null,
  }));
}

/** How many customers are in which state. */
export async function countChecks(): Promise<{ waiting: number; checked: number; drifting: number }> {
  const { rows } = await database().execute<Record<"waiting" | "checked" | "drifting", number>>(sql`
    select (count(*) filter (where requested_at is not null))::int as waiting,
      (count(*) filter (where checked_at is not null))::int as checked,
      (count(*) filter (where drift > 0))::int as drifting
    from drift_checks`);
  return rows[0] ?? { waiting: 0, checked: 0, drifting: 0 };
}
