import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { EmailFilter } from "../contracts/email-filter";
import { transaction } from "../db/client";
import { FOLLOW_THE_INDEX } from "../db/follow-the-index";
import type { Cursor, Position } from "./list-cursor";
import { narrowed } from "./list-source";
import { chooseWay, type Way } from "./list-way";

/**
 * At most so many rows are looked through for one page, so that any combination of conditions, on any number of emails,
 * takes a few milliseconds. A page that finds less than it has room for says how far it has looked.
 */
export const WINDOW_ROWS = 250;
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

interface PagePlace {
  limit: number;
  cursor: Cursor | null;
}

/** Finds a page of a customer's emails that a filter lets through, in the order of the list. */
export async function findPage(
  customerId: string,
  filter: EmailFilter,
  { limit, cursor }: PagePlace,
): Promise<Found> {
  return transaction(async (tx) => {
    await tx.execute(FOLLOW_THE_INDEX);
    const way = await chooseWay(tx, customerId, filter);
    const answer = await tx.execute(pageQuery(customerId, filter, { limit, cursor }, way));
    return toFound(foundSchema.parse(answer.rows), limit);
  });
}

/** The statement that finds a page: its hits, and where checks leave it unfilled, the last row that was looked through. */
function pageQuery(
  customerId: string,
  filter: EmailFilter,
  { limit, cursor }: PagePlace,
  { source, checks }: Way,
): SQL {
  const order = (at: SQL, id: SQL) =>
    cursor?.direction === "newer" ? sql`order by ${at}, ${id}` : sql`order by ${at} desc, ${id} desc`;
  const select = (at: SQL, id: SQL, isEdge: boolean) =>
    sql`select ${positionText(at)} as at, ${id} as id, ${sql.raw(String(isEdge))} as is_edge`;
  const inOrder = sql`${narrowed(source, filter, cursor)} ${order(source.createdAt, source.id)}`;
  if (checks.length === 0)
    return sql`${select(source.createdAt, source.id, false)} ${inOrder} limit ${limit + 1}`;
  const columns = source.isEmails
    ? sql`e.created_at, e.id, e.kind, e.status, e.last_event, e.api_key_id, e.subject, e."to", e.envelope`
    : sql`${source.createdAt} as created_at, ${source.id} as id`;
  // Emails lie all over the disk; what the index of facets says of them lies together, in the order of the list.
  const ofPlace = checks.flatMap((check) => check.ofPlace ?? []);
  const isByPlace = !source.isEmails && ofPlace.length === checks.length;
  const isAtHand = source.isEmails || isByPlace;
  const rows = isAtHand
    ? sql`scan e`
    : sql`scan join emails e on e.customer_id = ${customerId} and e.id = scan.id`;
  const [at, id] = isAtHand ? [sql`e.created_at`, sql`e.id`] : [sql`scan.created_at`, sql`scan.id`];
  const conditions = isByPlace ? ofPlace : checks.map(({ ofEmail }) => ofEmail);
  const edge = sql`scan offset ${WINDOW_ROWS - 1} limit 1`;
  return sql`with scan as (select ${columns} ${inOrder} limit ${WINDOW_ROWS})
    select * from (
      (${select(at, id, false)} from ${rows} where ${sql.join(conditions, sql` and `)} limit ${limit + 1})
      union all
      (${select(sql`created_at`, sql`id`, true)} from ${edge})
    ) found limit ${limit + 1}`;
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
