import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { database } from "../db/client";
import { suppressions } from "../db/schema/api";
import { isNamed } from "./find";

/** Takes one entry off a customer's list, by its id or address. Returns its id; null if there is none. */
export async function removeSuppression(customerId: string, idOrAddress: string): Promise<string | null> {
  const which = isNamed(customerId, idOrAddress);
  if (!which) return null;
  const [removed] = await database().delete(suppressions).where(which).returning({ id: suppressions.id });
  return removed?.id ?? null;
}

/** What to take off, by ids or by addresses, lower case and without names. */
export type SuppressionsToRemove = { ids: readonly string[] } | { addresses: readonly string[] };

/** Takes several off. Returns the ids of those that were there. */
export async function removeSuppressions(customerId: string, which: SuppressionsToRemove): Promise<string[]> {
  const removed = await database()
    .delete(suppressions)
    .where(
      and(
        eq(suppressions.customerId, customerId),
        "ids" in which
          ? inArray(suppressions.id, [...which.ids])
          : inArray(suppressions.address, [...which.addresses]),
      ),
    )
    .returning({ id: suppressions.id });
  return removed.map(({ id }) => id);
}
