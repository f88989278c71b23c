import "server-only";
import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import type { ListParams } from "../contracts/resend/list-params";
import {
  type SuppressionEntry,
  type SuppressionList,
  suppressionEntrySchema,
} from "../contracts/suppression";
import { database } from "../db/client";
import { DOMAIN_OF_SUPPRESSED, suppressions } from "../db/schema/api";
import { beginsWith } from "../db/text";

/** Which part of a customer's list. */
export interface SuppressionQuery extends ListParams {
  /** Only those that are there for this reason. */
  origin?: SuppressionEntry["origin"];
  /** Only addresses that begin with this; with an `@` in front, those whose domain does. */
  search?: string;
}

/**
 * A page of a customer's list: newest first, or what a search found by address. There is nothing after or before an id
 * that is not on it.
 */
export async function listSuppressions(
  customerId: string,
  { limit, after, before, origin, search }: SuppressionQuery,
): Promise<SuppressionList> {
  const order = orderOf(search);
  const isDescending = order.isNewestFirst === (before === undefined);
  const direction = isDescending ? desc : asc;
  const edge = after ?? before;
  const rows = await database()
    .select()
    .from(suppressions)
    .where(
      and(
        eq(suppressions.customerId, customerId),
        origin ? eq(suppressions.origin, origin) : undefined,
        order.found,
        edge
          ? sql`(${list(order.by)}) ${isDescending ? sql`<` : sql`>`} (select ${list(order.by)} from ${suppressions}
              where ${suppressions.customerId} = ${customerId} and ${suppressions.id} = ${edge})`
          : undefined,
      ),
    )
    .orderBy(...order.by.map((column) => direction(column)))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  if (before) page.reverse();
  return { object: "list", has_more: rows.length > limit, data: page.map(toEntry) };
}

interface Order {
  by: SQL[];
  isNewestFirst: boolean;
  found?: SQL;
}

/** Each is the order of an index, so a page costs what it shows, however long the list is. */
function orderOf(search: string | undefined): Order {
  const [address, domain] = [sql`${suppressions.address}`, DOMAIN_OF_SUPPRESSED];
  if (!search) return { by: [sql`${suppressions.createdAt}`, sql`${suppressions.id}`], isNewestFirst: true };
  const wanted = search.trim().toLowerCase();
  return wanted.startsWith("@")
    ? { by: [domain, address], isNewestFirst: false, found: beginsWith(domain, wanted.slice(1)) }
    : { by: [address], isNewestFirst: false, found: beginsWith(address, wanted) };
}

const list = (columns: readonly SQL[]) => sql.join([...columns], sql`, `);

/** An entry as the API shows it. */
export function toEntry(row: typeof suppressions.$inferSelect): SuppressionEntry {
  return suppressionEntrySchema.parse({
    id: row.id,
    email: row.address,
    origin: row.origin,
    source_id: row.emailId,
    created_at: row.createdAt.toISOString(),
  });
}
