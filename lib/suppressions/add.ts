import "server-only";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database, transaction } from "../db/client";
import { suppressions } from "../db/schema/api";
import { suppress } from "./suppress";

/**
 * Puts at most a hundred addresses, lower case and without names, on a customer's list. What is there stays as it is.
 * Returns the ids in the order of the addresses.
 */
export async function addSuppressions(customerId: string, addresses: readonly string[]): Promise<string[]> {
  // In one order, so that nobody waits in a circle.
  const distinct = [...new Set(addresses)].sort();
  const rows = await database()
    .insert(suppressions)
    .values(distinct.map((address) => ({ customerId, address, id: uuidv7(), origin: "manual" })))
    .onConflictDoUpdate({
      target: [suppressions.customerId, suppressions.address],
      // Changes nothing, and has the row that is there returned like a new one.
      set: { address: sql`excluded.address` },
    })
    .returning({ address: suppressions.address, id: suppressions.id });
  const ids = new Map(rows.map(({ address, id }) => [address, id]));
  return addresses.flatMap((address) => ids.get(address) ?? []);
}

/** Puts any number of addresses on a customer's list. Returns how many of them are new. */
export async function importSuppressions(customerId: string, addresses: readonly string[]): Promise<number> {
  const added = await transaction((tx) =>
    suppress(
      tx,
      addresses.map((address) => ({ customerId, address, origin: "manual", emailId: null })),
    ),
  );
  return added.length;
}
