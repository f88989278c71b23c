import "server-only";
import { and, asc, desc, eq, getTableColumns, ilike, isNotNull, or, sql } from "drizzle-orm";
import type { ListParams } from "../contracts/resend/list-params";
import type { TemplateList } from "../contracts/template";
import { database } from "../db/client";
import { templates } from "../db/schema/templates";
import { toEntry } from "./view";

/** Which part of a customer's templates. */
export interface TemplateQuery extends ListParams {
  /** Only those with this in their name or alias. */
  search?: string;
  /** Only those that can be sent. */
  status?: "published";
}

/** Drafts may be long, and a list does not show them. */
const { draft: _, ...columns } = getTableColumns(templates);

/** A page of a customer's templates, newest first. There is nothing after or before an id that is not among them. */
export async function listTemplates(
  customerId: string,
  { limit, after, before, search, status }: TemplateQuery,
): Promise<TemplateList> {
  const position = sql`(${templates.createdAt}, ${templates.id})`;
  const direction = before ? asc : desc;
  const pattern = search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : null;
  const rows = await database()
    .select(columns)
    .from(templates)
    .where(
      and(
        eq(templates.customerId, customerId),
        status ? isNotNull(templates.publishedVersionId) : undefined,
        pattern ? or(ilike(templates.name, pattern), ilike(templates.alias, pattern)) : undefined,
        after ? sql`${position} < ${positionOf(customerId, after)}` : undefined,
        before ? sql`${position} > ${positionOf(customerId, before)}` : undefined,
      ),
    )
    .orderBy(direction(templates.createdAt), direction(templates.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  if (before) page.reverse();
  return { object: "list", has_more: rows.length > limit, data: page.map(toEntry) };
}

const positionOf = (customerId: string, id: string) =>
  sql`(select created_at, id from templates where customer_id = ${customerId} and id = ${id})`;
