import "server-only";
import { and, eq, ne } from "drizzle-orm";
import type { Executor } from "../db/client";
import { autoTopupAttempts } from "../db/schema/auto-topup";
import { now } from "../db/time";

/**
 * A webhook spoke of a payment of this attempt: it is looked at Dodo what became of it, whatever is believed so far. The
 * message itself proves nothing here. One that names an attempt that is not this customer's does nothing.
 */
export async function wakeAttempt(tx: Executor, customerId: string, attemptId: string): Promise<void> {
  await tx
    .update(autoTopupAttempts)
    .set({ lookAt: now })
    .where(
      and(
        eq(autoTopupAttempts.customerId, customerId),
        eq(autoTopupAttempts.id, attemptId),
        ne(autoTopupAttempts.state, "charged"),
      ),
    );
}
