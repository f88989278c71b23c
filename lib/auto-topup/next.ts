import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { transaction } from "../db/client";
import { autoTopups } from "../db/schema/auto-topup";
import { creditAccounts } from "../db/schema/credits";
import { inMs, now } from "../db/time";
import { pauseLeftMs } from "../providers/line";
import type { Next } from "../pump";
import { topUp } from "./charge";
import { claimDueLook, lookAtAttempt } from "./look";

/** Longer than it takes to begin an attempt, which is what keeps others away from then on. */
const LEASE_MS = 30_000;

/**
 * The next look for what became of a charge, else the next customer whose credits are few. `onDone` hears that numbers may
 * have changed and a mail may have been written.
 */
export async function nextTopUp(onDone: () => void): Promise<Next> {
  const againInMs = await pauseLeftMs("dodo");
  if (againInMs > 0) return { againInMs };
  const attempt = await claimDueLook();
  const customerId = attempt ? null : await claimCrossing();
  if (!attempt && !customerId) return null;
  return async () => {
    const retryMs = attempt ? await lookAtAttempt(attempt) : await topUp(customerId ?? "");
    onDone();
    return retryMs;
  };
}

const isWaiting = () =>
  and(
    eq(autoTopups.state, "on"),
    isNull(autoTopups.openAttemptId),
    sql`coalesce(${autoTopups.checkNotBefore} <= ${now}, true)`,
  );

/** Takes the next customer who has as few credits as they agreed to; null if there is none. */
async function claimCrossing(): Promise<string | null> {
  return transaction(
    async (tx) => {
      const [due] = await tx
        .select({ customerId: autoTopups.customerId })
        .from(autoTopups)
        .innerJoin(creditAccounts, eq(creditAccounts.customerId, autoTopups.customerId))
        .where(
          and(
            isWaiting(),
            sql`${creditAccounts.balance} - ${creditAccounts.held} <= ${autoTopups.threshold}`,
          ),
        )
        .orderBy(asc(autoTopups.checkNotBefore))
        .limit(1)
        .for("update", { of: autoTopups, skipLocked: true });
      if (!due) return null;
      const [claimed] = await tx
        .update(autoTopups)
        .set({ checkNotBefore: inMs(LEASE_MS) })
        .where(and(eq(autoTopups.customerId, due.customerId), isWaiting()))
        .returning({ customerId: autoTopups.customerId });
      return claimed?.customerId ?? null;
    },
    { isRepeatable: true },
  );
}
