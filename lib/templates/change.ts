import "server-only";
import { and, eq, lte } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { UpdateTemplate } from "../contracts/template";
import { TEMPLATE_VERSIONS_MAX } from "../contracts/template-rules";
import { type Executor, transaction } from "../db/client";
import { type TemplateContent, type TemplateRow, templates, templateVersions } from "../db/schema/templates";
import { now } from "../db/time";
import { requireFreeAlias } from "./alias";
import { changeContent } from "./content";
import { lockTemplates } from "./create";
import { lockTemplate, type Precondition, requireUnchanged } from "./rows";
import { requireVersion } from "./versions";

/**
 * Changes the name, the alias and the draft; what is published stays as it is. Throws `not_found`, InvalidInput,
 * `already_exists` for an alias that is taken, and `wrong_state` if `ifMatch` names an older state than this.
 */
export async function updateTemplate(
  customerId: string,
  idOrAlias: string,
  body: UpdateTemplate,
  ifMatch: Precondition,
): Promise<Pick<TemplateRow, "id" | "updatedAt">> {
  return transaction(async (tx) => {
    if (body.alias) await lockTemplates(tx, customerId);
    const row = await lockTemplate(tx, customerId, idOrAlias);
    requireUnchanged(row, ifMatch);
    await requireFreeAlias(tx, row, body.alias);
    const draft = await changeContent(row.draft, body);
    const [saved = row] = await tx
      .update(templates)
      .set({ name: body.name, alias: body.alias, ...draftChange(row, draft), updatedAt: now })
      .where(isThis(row))
      .returning({ id: templates.id, updatedAt: templates.updatedAt });
    return saved;
  });
}

/** What the draft becomes. One that says nothing new stays the version that it is. */
function draftChange(row: TemplateRow, draft: TemplateContent) {
  if (isSame(row.draft, draft)) return {};
  const isPublished = row.draftVersionId === row.publishedVersionId;
  return { draft, draftVersionId: isPublished ? uuidv7() : row.draftVersionId };
}

/** The database's JSON has its members in an order of its own. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  );
}

/**
 * Makes the draft a version, which from here on is what is sent. Returns the id. A draft that is published already is
 * left as it is. Throws `not_found`, and `wrong_state` if `ifMatch` names an older state than this.
 */
export async function publishTemplate(
  customerId: string,
  idOrAlias: string,
  ifMatch: Precondition,
): Promise<string> {
  return transaction(async (tx) => {
    const row = await lockTemplate(tx, customerId, idOrAlias);
    requireUnchanged(row, ifMatch);
    if (row.draftVersionId === row.publishedVersionId) return row.id;
    const number = (row.publishedNumber ?? 0) + 1;
    const version = { customerId, id: row.draftVersionId, templateId: row.id, number, content: row.draft };
    const [published] = await tx
      .insert(templateVersions)
      .values(version)
      .returning({ publishedAt: templateVersions.publishedAt });
    await tx
      .update(templates)
      .set({ publishedVersionId: version.id, publishedNumber: number, publishedAt: published?.publishedAt })
      .where(isThis(row));
    await forgetOldVersions(tx, row, number);
    return row.id;
  });
}

async function forgetOldVersions(
  tx: Executor,
  { customerId, id }: TemplateRow,
  newest: number,
): Promise<void> {
  await tx
    .delete(templateVersions)
    .where(
      and(
        eq(templateVersions.customerId, customerId),
        eq(templateVersions.templateId, id),
        lte(templateVersions.number, newest - TEMPLATE_VERSIONS_MAX),
      ),
    );
}

/** Makes a version the draft; what is published stays. Returns the template's id. Throws `not_found`. */
export async function restoreVersion(customerId: string, idOrAlias: string, number: number): Promise<string> {
  return transaction(async (tx) => {
    const row = await lockTemplate(tx, customerId, idOrAlias);
    const version = await requireVersion(tx, row, number);
    // What is sent already need not be published again.
    const draftVersionId = version.id === row.publishedVersionId ? version.id : uuidv7();
    await tx
      .update(templates)
      .set({ draft: version.content, draftVersionId, updatedAt: now })
      .where(isThis(row));
    return row.id;
  });
}

/** Deletes a template and its versions; emails that were made from it stay. Returns its id. Throws `not_found`. */
export async function removeTemplate(customerId: string, idOrAlias: string): Promise<string> {
  return transaction(async (tx) => {
    const row = await lockTemplate(tx, customerId, idOrAlias);
    await tx
      .delete(templateVersions)
      .where(and(eq(templateVersions.customerId, customerId), eq(templateVersions.templateId, row.id)));
    await tx.delete(templates).where(isThis(row));
    return row.id;
  });
}

const isThis = ({ customerId, id }: TemplateRow) =>
  and(eq(templates.customerId, customerId), eq(templates.id, id));
