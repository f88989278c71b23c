import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { EmailFilter } from "../contracts/email-filter";
import { database } from "../db/client";
import type { Cursor, Position } from "./list-cursor";
import { type Condition, conditionsOf, everything, narrowed, type Source, searchOf } from "./list-source";

/**
 * At most so many rows are looked through for one page, so that any combination of conditions, on any number of emails,
 * takes a few milliseconds. A page that finds less than it has room for says how far it has looked.
 */
export const WINDOW_ROWS = 2_000;
/** A search with fewer hits than this, per kind of text, is sorted; one with more looks through the rows in order. */
const SEARCH_HITS_MAX = 2_000;

/** What a page found, in the direction of its cursor. */
export interface Found {
  positions: Position[];
  /** Where to go on; null at the end of the list. */
  rest: Position | null;
  /** True if it was not the page's size that ended it but the number of rows that it looked through. */
  isCutShort: boolean;
}

const positionText = (createdAt: SQL) =>
  sql`to_char(${createdAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const foundSchema = z.array(z.object({ at: z.string(), id: z.string(), is_edge: z.boolean() }));

/** Finds a page of a customer's emails that a filter lets through, in the order of the list. */
export async function findPage(
  customerId: string,
  filter: EmailFilter,
  { limit, cursor }: { limit: number; cursor: Cursor | null },
): Promise<Found> {
  const { source, checks } = await chooseWay(customerId, filter);
  const isNewer = cursor?.direction === "newer";
  const order = (createdAt: SQL, id: SQL) =>
    isNewer ? sql`order by ${createdAt}, ${id}` : sql`order by ${createdAt} desc, ${id} desc`;
  const inOrder = sql`${narrowed(source, filter, cursor)} ${order(source.createdAt, source.id)}`;
  const key = sql`${source.createdAt} as created_at, ${source.id} as id`;
  const columns = source.isEmails ? sql`e.*` : key;
  const scan = sql`(select ${columns} ${inOrder} limit ${WINDOW_ROWS})`;
  const [rows, at, id] =
    checks.length === 0 || source.isEmails
      ? [sql`${scan} e`, sql`e.created_at`, sql`e.id`]
      : [
          sql`${scan} w join emails e on e.customer_id = ${customerId} and e.id = w.id`,
          sql`w.created_at`,
          sql`w.id`,
        ];
  const where = checks.length === 0 ? sql`true` : sql.join(checks, sql` and `);
  // The edge, the last row that was looked through, is only sought for when the first part does not fill the page.
  const answer = await database().execute(sql`
    select ${positionText(sql`found.created_at`)} as at, found.id, found.is_edge from (
      (select ${at} as created_at, ${id} as id, false as is_edge from ${rows} where ${where}
        ${order(at, id)} limit ${limit + 1})
      union all
      (select ${key}, true ${inOrder} offset ${WINDOW_ROWS - 1} limit 1)
    ) found limit ${limit + 1}`);
  return toFound(foundSchema.parse(answer.rows), limit);
}

function toFound(rows: z.infer<typeof foundSchema>, limit: number): Found {
  const hits = rows.filter((row) => !row.is_edge).map(({ at, id }) => ({ at, id }));
  const edge = rows.find((row) => row.is_edge);
  const positions = hits.slice(0, limit);
  // A full page goes on after its last row, whatever else is known.
  if (positions.length === limit && (hits.length > limit || edge))
    return { positions, rest: positions.at(-1) ?? null, isCutShort: false };
  return { positions, rest: edge ? { at: edge.at, id: edge.id } : null, isCutShort: edge !== undefined };
}

/** Which index to follow, and what is left to check of its rows: the condition with the fewest rows leads. */
async function chooseWay(
  customerId: string,
  filter: EmailFilter,
): Promise<{ source: Source; checks: SQL[] }> {
  const conditions = conditionsOf(customerId, filter);
  const search = filter.search ? searchOf(customerId, filter.search) : null;
  const all = everything(customerId);
  if (!search && conditions.length < 2) return { source: (conditions[0] ?? all).source, checks: [] };
  const counted = [...conditions.map(({ source }) => source), ...(search?.sources ?? [])];
  const counts = await countUpTo(counted.map((source) => narrowed(source, filter, null)));
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
  if (isSelective && Math.max(...hitCounts) <= leaderCount)
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

/** How many rows each has, counted no further than it matters. */
async function countUpTo(sources: readonly SQL[]): Promise<number[]> {
  const counts = sources.map(
    (source) => sql`(select count(*)::int from (select 1 ${source} limit ${SEARCH_HITS_MAX}) c)`,
  );
  const answer = await database().execute(sql`select array[${sql.join(counts, sql`, `)}] as counts`);
  return z.array(z.object({ counts: z.array(z.number()) })).parse(answer.rows)[0]?.counts ?? [];
}
