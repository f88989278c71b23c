import "server-only";
import { and, eq, inArray, or } from "drizzle-orm";
import { database } from "../db/client";
import { type TemplateContent, templates, templateVersions } from "../db/schema/templates";
import { isId } from "./rows";

/** A template as far as a send needs it. */
export interface SendableTemplate {
  id: string;
  alias: string | null;
  /** What is sent, and its number; null until something was published. */
  published: { number: number; content: TemplateContent } | null;
}

/** The templates that these ids and aliases name, in one question. Finds them by both names. */
export async function findSendable(
  customerId: string,
  idsAndAliases: readonly string[],
): Promise<(idOrAlias: string) => SendableTemplate | undefined> {
  const names = [...new Set(idsAndAliases)];
  const [ids, aliases] = [names.filter(isId), names.filter((name) => !isId(name))];
  const rows = await database()
    .select({
      id: templates.id,
      alias: templates.alias,
      number: templateVersions.number,
      content: templateVersions.content,
    })
    .from(templates)
    .leftJoin(
      templateVersions,
      and(
        eq(templateVersions.customerId, templates.customerId),
        eq(templateVersions.id, templates.publishedVersionId),
      ),
    )
    .where(
      and(
        eq(templates.customerId, customerId),
        or(inArray(templates.id, ids), inArray(templates.alias, aliases)),
      ),
    );
  const found = rows.map(({ id, alias, number, content }) => ({
    id,
    alias,
    published: number !== null && content !== null ? { number, content } : null,
  }));
  return (name) => found.find(({ id, alias }) => (isId(name) ? id === name.toLowerCase() : alias === name));
}
