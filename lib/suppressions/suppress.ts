import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { SuppressionOrigin } from "../contracts/suppression";
import type { Executor } from "../db/client";
import { suppressions } from "../db/schema/api";

/** An address to put on a customer's list. */
export interface NewSuppression {
  customerId: string;
  /** Lower case, without a name. */
  address: string;
  origin: SuppressionOrigin;
  /** The email that bounced or was complained of; null for one that was added by hand. */
  emailId: string | null;
}

/** Rows of one statement; bounds its parameters. */
const ROWS_PER_INSERT_MAX = 1_000;

/**
 * Puts addresses on their customers' lists, in one order, so that nobody waits in a circle. What is there stays as it
 * is. Returns the rows that are new.
 */
export async function suppress(tx: Executor, entries: readonly NewSuppression[]) {
  const distinct = new Map(entries.map((entry) => [`${entry.customerId} ${entry.address}`, entry]));
  const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const added: { address: string; id: string }[] = [];
  for (let from = 0; from < sorted.length; from += ROWS_PER_INSERT_MAX) {
    const rows = sorted.slice(from, from + ROWS_PER_INSERT_MAX).map((entry) => ({ ...entry, id: uuidv7() }));
    added.push(
      ...(await tx
        .insert(suppressions)
        .values(rows)
        .onConflictDoNothing()
        .returning({ address: suppressions.address, id: suppressions.id })),
    );
  }
  return added;
}
