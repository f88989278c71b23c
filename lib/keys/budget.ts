import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { now } from "../db/time";

/** Credits that a key may spend; null for no limit. */
interface Budget {
  dailyCredits: number | null;
  monthlyCredits: number | null;
}

/** Credits of the emails that were accepted with a key, today and this month, UTC. */
export interface KeyUse {
  today: number;
  month: number;
}

interface KeyRef {
  customerId: string;
  keyId: string;
}

interface Spent extends KeyRef {
  credits: number;
}

/** Today in UTC, by the database's clock. In a subquery, so that it is asked once and an index can be used with it. */
const today = sql`(select (${now} at time zone 'utc')::date)`;
const monthBegin = sql`(select date_trunc('month', ${now} at time zone 'utc')::date)`;
const NOTHING: KeyUse = { today: 0, month: 0 };

/**
 * Whether a key may spend this many credits more: `ok`, or the budget that does not allow it. If neither does it is
 * the monthly one, because tomorrow does not help. Pure.
 */
export function isWithinBudget(budget: Budget, used: KeyUse, credits: number): "ok" | "daily" | "monthly" {
  if (budget.monthlyCredits !== null && used.month + credits > budget.monthlyCredits) return "monthly";
  if (budget.dailyCredits !== null && used.today + credits > budget.dailyCredits) return "daily";
  return "ok";
}

/**
 * What has been spent with each of these keys, by key id; every key that was asked for is in the answer. Whoever decides
 * on it holds the customers' account rows locked, and so nobody spends meanwhile.
 */
export async function readUse(tx: Executor, keys: readonly KeyRef[]): Promise<Map<string, KeyUse>> {
  const asked = mergeByKey(keys.map((key) => ({ ...key, credits: 0 })));
  const used = new Map(asked.map(({ keyId }) => [keyId, NOTHING]));
  if (asked.length === 0) return used;
  const { rows } = await tx.execute<{ key_id: string; today: string; month: string }>(sql`
    select key_id,
      coalesce(sum(credits) filter (where day = ${today}), 0) as today,
      coalesce(sum(credits) filter (where day <= ${today}), 0) as month
    from api_key_usage
    join unnest(${column(asked, "customerId")}::uuid[], ${column(asked, "keyId")}::uuid[]) as asked(customer_id, key_id)
      using (customer_id, key_id)
    where day >= ${monthBegin}
    group by key_id`);
  for (const row of rows) used.set(row.key_id, { today: Number(row.today), month: Number(row.month) });
  return used;
}

/**
 * Adds what was accepted with keys to today's use. One statement, and the rows in a fixed order, so that parallel
 * transactions can't lock each other out.
 */
export async function addUse(tx: Executor, uses: readonly Spent[]): Promise<void> {
  const added = mergeByKey(uses);
  if (added.length === 0) return;
  await tx.execute(sql`
    insert into api_key_usage as usage (customer_id, key_id, day, credits)
    select customer_id, key_id, ${today}, credits
    from unnest(${column(added, "customerId")}::uuid[], ${column(added, "keyId")}::uuid[], ${column(added, "credits")}::int[])
      as added(customer_id, key_id, credits)
    order by customer_id, key_id
    on conflict (customer_id, key_id, day) do update set credits = usage.credits + excluded.credits`);
}

/**
 * Takes back the use of emails that were not sent, from the day on which each was accepted. An email that was accepted
 * in the moment of midnight may be counted on the day before; no day falls below zero for it.
 */
export async function takeBackUse(
  tx: Executor,
  uses: readonly (Spent & { acceptedAt: Date })[],
): Promise<void> {
  if (uses.length === 0) return;
  const acceptedAt = sql.param(uses.map((use) => use.acceptedAt.toISOString()));
  await tx.execute(sql`
    with returned as (
      select customer_id, key_id, (accepted_at at time zone 'utc')::date as day, sum(credits) as credits
      from unnest(${column(uses, "customerId")}::uuid[], ${column(uses, "keyId")}::uuid[], ${column(uses, "credits")}::int[],
        ${acceptedAt}::timestamptz[]) as use(customer_id, key_id, credits, accepted_at)
      group by 1, 2, 3
    ), locked as (
      select customer_id, key_id, day, returned.credits
      from api_key_usage join returned using (customer_id, key_id, day)
      order by customer_id, key_id, day
      for update of api_key_usage
    )
    update api_key_usage as usage set credits = greatest(0, usage.credits - locked.credits)
    from locked
    where (usage.customer_id, usage.key_id, usage.day) = (locked.customer_id, locked.key_id, locked.day)`);
}

/** One entry per key: a statement can't change a row twice. */
function mergeByKey(uses: readonly Spent[]): Spent[] {
  const merged = new Map<string, Spent>();
  for (const use of uses) {
    const credits = (merged.get(use.keyId)?.credits ?? 0) + use.credits;
    merged.set(use.keyId, { customerId: use.customerId, keyId: use.keyId, credits });
  }
  return [...merged.values()];
}

const column = <Row, Name extends keyof Row>(rows: readonly Row[], name: Name) =>
  sql.param(rows.map((row) => row[name]));
