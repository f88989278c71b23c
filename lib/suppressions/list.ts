import "server-only";
import { and, asc, desc, eq, ilike, sql } from "drizzle-orm";
import type { ListParams } from "../contracts/resend/list-params";
import {
  type SuppressionEntry,
  type SuppressionList,
  suppressionEntrySchema,
} from "../contracts/suppression";
import { database } from "../db/client";
import { suppressions } from "../db/schema/api";

/** Which part of a customer's list. */
export interface SuppressionQuery extends ListParams {
  /** Only those that are there for this reason. */
  origin?: SuppressionEntry["origin"];
  /** Only addresses with this in them. */
  search?: string;
}

/** A page of a customer's list, newest first. There is nothing after or before an id that is not on it. */
export async function listSuppressions(
  customerId: string,
  { limit, after, before, origin, search }: SuppressionQuery,
): Promise<SuppressionList> {
  const position = sql`(${suppressions.createdAt}, ${suppressions.id})`;
  const direction = before ? asc : desc;
  const rows = await database()
    .select()
    .from(suppressions)
    .where(
      and(
        eq(suppressions.customerId, customerId),
        origin ? eq(suppressions.origin, origin) : undefined,
        search ? ilike(suppressions.address, `%${search.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
        after ? sql`${position} < ${positionOf(customerId, after)}` : undefined,
        before ? sql`${position} > ${positionOf(customerId, before)}` : undefined,
      ),
    )
    .orderBy(direction(suppressions.createdAt), direction(suppressions.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  if (before) page.reverse();
  return { object: "list", has_more: rows.length > limit, data: page.map(toEntry) };
}

const positionOf = (customerId: string, id: string) =>
  sql`(select created_at, id from suppressions where customer_id = ${customerId} and id = ${id})`;

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
