import "server-only";
import {
  type Template,
  type TemplateEntry,
  templateEntrySchema,
  templateSchema,
} from "../contracts/template";
import {
  type TemplateVersion,
  type TemplateVersionEntry,
  templateVersionEntrySchema,
  templateVersionSchema,
} from "../contracts/template-version";
import type { TemplateContent, TemplateRow, TemplateVersionRow } from "../db/schema/templates";

/** What a list tells of a template: all but its content. */
export type ListedTemplate = Omit<TemplateRow, "draft">;

/** A template as lists show it: without its content. */
export function toEntry(row: ListedTemplate): TemplateEntry {
  return templateEntrySchema.parse({
    id: row.id,
    name: row.name,
    alias: row.alias,
    status: row.publishedVersionId === null ? "draft" : "published",
    published_at: row.publishedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    published_version: row.publishedNumber,
    has_unpublished_versions: row.draftVersionId !== row.publishedVersionId,
  });
}

/** A template with its draft, as the API shows it. */
export function toTemplate(row: TemplateRow): Template {
  return templateSchema.parse({
    object: "template",
    ...toEntry(row),
    current_version_id: row.draftVersionId,
    ...toContent(row.draft, row.createdAt, row.updatedAt),
  });
}

type VersionFacts = Pick<TemplateVersionRow, "id" | "number" | "publishedAt">;

/** A version as lists show it: without its content. */
export function toVersionEntry(row: VersionFacts, publishedId: string | null): TemplateVersionEntry {
  return templateVersionEntrySchema.parse({
    id: row.id,
    number: row.number,
    published_at: row.publishedAt.toISOString(),
    is_current: row.id === publishedId,
  });
}

/** A version with all of its content. */
export function toVersion(row: TemplateVersionRow, publishedId: string | null): TemplateVersion {
  return templateVersionSchema.parse({
    object: "template_version",
    template_id: row.templateId,
    ...toVersionEntry(row, publishedId),
    ...toContent(row.content, row.publishedAt, row.publishedAt),
  });
}

function toContent({ replyTo, variables, ...content }: TemplateContent, createdAt: Date, updatedAt: Date) {
  const times = { created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
  return {
    ...content,
    reply_to: replyTo.length > 0 ? replyTo : null,
    variables: variables.map((variable) => ({ ...variable, ...times })),
  };
}
