import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { database } from "../db/client";
import { suppressions } from "../db/schema/api";
import { toListAddress } from "./address";

/** Those of the addresses that a customer's emails no longer go to: lower case, without names. */
export async function suppressedAmong(
  customerId: string,
  addresses: readonly string[],
): Promise<Set<string>> {
  const wanted = new Set(addresses.flatMap((address) => toListAddress(address) ?? []));
  if (wanted.size === 0) return new Set();
  const rows = await database()
    .select({ address: suppressions.address })
    .from(suppressions)
    .where(and(eq(suppressions.customerId, customerId), inArray(suppressions.address, [...wanted])));
  return new Set(rows.map(({ address }) => address));
}

/** The one entry that an id or an address names, as a condition; null for what can be neither. */
export function isNamed(customerId: string, idOrAddress: string) {
  const isOwn = eq(suppressions.customerId, customerId);
  if (z.uuid().safeParse(idOrAddress).success) return and(isOwn, eq(suppressions.id, idOrAddress));
  const address = toListAddress(idOrAddress);
  return address === null ? null : and(isOwn, eq(suppressions.address, address));
}

/** One entry of a customer's list, by its id or address; null if there is none. */
export async function findSuppression(customerId: string, idOrAddress: string) {
  const which = isNamed(customerId, idOrAddress);
  if (!which) return null;
  const [row] = await database().select().from(suppressions).where(which);
  return row ?? null;
}
