import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { TEMPLATE_VERSIONS_MAX } from "../contracts/template-rules";
import type { TemplateVersion, TemplateVersionList } from "../contracts/template-version";
import { database, type Executor } from "../db/client";
import { type TemplateRow, type TemplateVersionRow, templateVersions } from "../db/schema/templates";
import { AppError } from "../errors";
import { requireTemplate } from "./rows";
import { toVersion, toVersionEntry } from "./view";

/** All versions of a template that are kept, newest first, without their content. Throws `not_found`. */
export async function listVersions(customerId: string, idOrAlias: string): Promise<TemplateVersionList> {
  const { id, publishedVersionId } = await requireTemplate(customerId, idOrAlias);
  const rows = await database()
    .select({
      id: templateVersions.id,
      number: templateVersions.number,
      publishedAt: templateVersions.publishedAt,
    })
    .from(templateVersions)
    .where(and(eq(templateVersions.customerId, customerId), eq(templateVersions.templateId, id)))
    .orderBy(desc(templateVersions.number))
    .limit(TEMPLATE_VERSIONS_MAX);
  return {
    object: "list",
    has_more: false,
    data: rows.map((row) => toVersionEntry(row, publishedVersionId)),
  };
}

/** One version with its content. Throws `not_found`. */
export async function readVersion(
  customerId: string,
  idOrAlias: string,
  number: number,
): Promise<TemplateVersion> {
  const template = await requireTemplate(customerId, idOrAlias);
  return toVersion(await requireVersion(database(), template, number), template.publishedVersionId);
}

/** The row of a version. Throws `not_found`. */
export async function requireVersion(
  executor: Executor,
  { customerId, id }: Pick<TemplateRow, "customerId" | "id">,
  number: number,
): Promise<TemplateVersionRow> {
  const [row] = await executor
    .select()
    .from(templateVersions)
    .where(
      and(
        eq(templateVersions.customerId, customerId),
        eq(templateVersions.templateId, id),
        eq(templateVersions.number, number),
      ),
    );
  if (row) return row;
  throw new AppError("not_found", "Template version not found");
}
