import "server-only";
import { and, eq, ne } from "drizzle-orm";
import type { Executor } from "../db/client";
import { templates } from "../db/schema/templates";
import { AppError } from "../errors";

/** Throws `already_exists` if another template of the customer's has this alias. The caller holds their lock. */
export async function requireFreeAlias(
  tx: Executor,
  { customerId, id }: { customerId: string; id: string },
  alias: string | null | undefined,
): Promise<void> {
  if (alias == null) return;
  const [taken] = await tx
    .select({ id: templates.id })
    .from(templates)
    .where(and(eq(templates.customerId, customerId), eq(templates.alias, alias), ne(templates.id, id)));
  if (taken)
    throw new AppError("already_exists", `Another template has the alias \`${alias}\`. Choose another one.`);
}
