import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "../db/client";
import { templates } from "../db/schema/templates";

/** What one of the customer's templates is called; null if it was deleted, or never theirs. */
export async function templateName(customerId: string, templateId: string): Promise<string | null> {
  const [row] = await database()
    .select({ name: templates.name })
    .from(templates)
    .where(and(eq(templates.customerId, customerId), eq(templates.id, templateId)));
  return row?.name ?? null;
}
