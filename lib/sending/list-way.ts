import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { EmailFilter } from "../contracts/email-filter";
import type { Executor } from "../db/client";
import {
  type Check,
  type Condition,
  conditionsOf,
  everything,
  narrowed,
  type Source,
  searchOf,
} from "./list-source";

/** Conditions are counted this far, to lead with one that has few rows. Among larger ones the usual order decides. */
const FEW_ROWS = 300;
/** A search with fewer hits than this, per kind of text, is sorted; one with more looks through the rows in order. */
const SEARCH_HITS_MAX = 1_500;

/** Which index to follow, and what is left to check of its rows. */
export interface Way {
  source: Source;
  checks: Check[];
}

/** The way to a page: the condition with the fewest rows leads, or the search if it finds few. */
export async function chooseWay(tx: Executor, customerId: string, filter: EmailFilter): Promise<Way> {
  const conditions = conditionsOf(customerId, filter);
  const search = filter.search ? searchOf(customerId, filter.search) : null;
  const all = everything(customerId);
  if (!search && conditions.length < 2) return { source: (conditions[0] ?? all).source, checks: [] };
  const counted = [
    ...conditions.map(({ source }) => [source, FEW_ROWS] as const),
    ...(search?.sources ?? []).map((source) => [source, SEARCH_HITS_MAX] as const),
  ];
  const counts = await count(
    tx,
    counted.map(([source, max]) => sql`${narrowed(source, filter, null)} limit ${max}`),
  );
  const checksBut = (leader: Condition | null) =>
    conditions.filter((condition) => condition !== leader).map(({ check }) => check);
  const [leader, leaderCount] = conditions
    .map((condition, index) => [condition, counts[index] ?? 0] as const)
    .reduce<readonly [Condition, number]>(
      (best, next) => (next[1] < best[1] ? next : best),
      [all, Number.POSITIVE_INFINITY],
    );
  if (!search) return { source: leader.source, checks: checksBut(leader) };
  const hitCounts = counts.slice(conditions.length);
  const isSelective = hitCounts.every((count) => count < SEARCH_HITS_MAX);
  if (isSelective && (leaderCount >= FEW_ROWS || Math.max(...hitCounts) <= leaderCount))
    return { source: hitsOf(search.sources, filter), checks: checksBut(null) };
  return { source: leader.source, checks: [...checksBut(leader), search.check] };
}

/** The hits of a selective search as a source: an email that is hit twice is there once. */
function hitsOf(sources: readonly Source[], filter: EmailFilter): Source {
  const parts = sources.map(
    (source) =>
      sql`select ${source.createdAt} as created_at, ${source.id} as id ${narrowed(source, filter, null)}`,
  );
  return {
    from: sql`from (${sql.join(parts, sql` union `)}) h where true`,
    createdAt: sql`h.created_at`,
    id: sql`h.id`,
    isEmails: false,
  };
}

/** How many rows each has, up to its limit. */
async function count(tx: Executor, sources: readonly SQL[]): Promise<number[]> {
  const counts = sources.map((source) => sql`(select count(*)::int from (select 1 ${source}) c)`);
  const answer = await tx.execute(sql`select array[${sql.join(counts, sql`, `)}] as counts`);
  return z.array(z.object({ counts: z.array(z.number()) })).parse(answer.rows)[0]?.counts ?? [];
}
