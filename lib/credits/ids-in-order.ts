import "server-only";
import { asc, type SQL } from "drizzle-orm";
import type { Executor } from "../db/client";
import { emails } from "../db/schema/emails";

/**
 * A subquery for the ids of a customer's emails that locks them in one order: delivery events change the same rows, and
 * nobody may wait in a circle.
 */
export function idsInOrder(tx: Executor, which: SQL | undefined) {
  return tx.select({ id: emails.id }).from(emails).where(which).orderBy(asc(emails.id)).for("update");
}
