import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { database, type Executor } from "../db/client";
import { type TemplateRow, templates } from "../db/schema/templates";
import { AppError } from "../errors";

/** What looks like an id is one; anything else is an alias. */
export const isId = (idOrAlias: string) => z.uuid().safeParse(idOrAlias).success;

/** The one template that an id or an alias names, as a condition. */
export function isNamed(customerId: string, idOrAlias: string) {
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

export const templateNotFound = () => new AppError("not_found", "Template not found");
