import "server-only";
import { eq } from "drizzle-orm";
import type { Executor } from "../db/client";
import { creditAccounts } from "../db/schema/credits";
import { now } from "../db/time";

/** The mirror of this customer is out of date from now on; with `billing`, plan and grants are, too. */
export async function markStale(tx: Executor, customerId: string, billing: boolean): Promise<void> {
  await tx
    .update(creditAccounts)
    .set({ staleSince: now, ...(billing ? { billingStaleSince: now } : {}) })
    .where(eq(creditAccounts.customerId, customerId));
}
