import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { database, type Executor } from "../db/client";
import { type TemplateRow, templates } from "../db/schema/templates";
import { AppError } from "../errors";

/** What looks like an id is one; anything else is an alias. */
export const isId = (idOrAlias: string) => z.uuid().safeParse(idOrAlias).success;

/** The one template that an id or an alias names, as a condition. */
function isNamed(customerId: string, idOrAlias: string) {
  return and(
    eq(templates.customerId, customerId),
    isId(idOrAlias) ? eq(templates.id, idOrAlias) : eq(templates.alias, idOrAlias),
  );
}

/** A template by its id or alias. Throws `not_found`, also for another customer's. */
export async function requireTemplate(customerId: string, idOrAlias: string): Promise<TemplateRow> {
  const [row] = await database().select().from(templates).where(isNamed(customerId, idOrAlias));
  if (row) return row;
  throw templateNotFound();
}

/** The same, and until the transaction ends nobody else changes it. */
export async function lockTemplate(
  tx: Executor,
  customerId: string,
  idOrAlias: string,
): Promise<TemplateRow> {
  const [row] = await tx.select().from(templates).where(isNamed(customerId, idOrAlias)).for("update");
  if (row) return row;
  throw templateNotFound();
}

/** An `updated_at` of a template, as `GET` shows it and `If-Match` gives it back in quotes. Null asks for nothing. */
export type Precondition = string | null;

/** Throws `wrong_state` if the template was saved since the caller read it. */
export function requireUnchanged({ updatedAt }: TemplateRow, ifMatch: Precondition): void {
  if (ifMatch === null || ifMatch === "*" || ifMatch === `"${updatedAt.toISOString()}"`) return;
  throw new AppError(
    "wrong_state",
    "This template was saved elsewhere since you opened it. Look at what is saved, then overwrite it or take it over.",
  );
}

export const templateNotFound = () => new AppError("not_found", "Template not found");

/** What one of the customer's templates is called; null if it was deleted, or never theirs. */
export async function templateName(customerId: string, templateId: string): Promise<string | null> {
  const [row] = await database()
    .select({ name: templates.name })
    .from(templates)
    .where(and(eq(templates.customerId, customerId), eq(templates.id, templateId)));
  return row?.name ?? null;
}
