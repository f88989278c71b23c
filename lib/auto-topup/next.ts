import "server-only";
import { and, asc, eq, exists, isNotNull, isNull, not, or, sql } from "drizzle-orm";
import { database } from "../db/client";
import { autoTopups } from "../db/schema/auto-topup";
import { creditAccounts } from "../db/schema/credits";
import { customers } from "../db/schema/identity";
import { sendingControls } from "../db/schema/operator";
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

/**
 * Nobody is charged who can't use what they would get, or of whose payments something is to be found out first: an account
 * that is being deleted, one whose sending is paused, one with news of a refund or a dispute.
 */
function isChargeable() {
  const barred = database()
    .select({ customerId: sendingControls.customerId })
    .from(sendingControls)
    .where(
      and(
        eq(sendingControls.customerId, autoTopups.customerId),
        or(isNotNull(sendingControls.pausedAt), isNotNull(sendingControls.casesStaleSince)),
      ),
    );
  return and(isNull(customers.deletingAt), not(exists(barred)));
}

/** Takes the next customer who has as few credits as they agreed to; null if there is none. */
async function claimCrossing(): Promise<string | null> {
  const due = database()
    .select({ customerId: autoTopups.customerId })
    .from(autoTopups)
    .innerJoin(creditAccounts, eq(creditAccounts.customerId, autoTopups.customerId))
    .innerJoin(customers, eq(customers.id, autoTopups.customerId))
    .where(
      and(
        isWaiting(),
        isChargeable(),
        sql`${creditAccounts.balance} - ${creditAccounts.held} <= ${autoTopups.threshold}`,
      ),
    )
    .orderBy(asc(autoTopups.checkNotBefore))
    .limit(1)
    .for("update", { of: autoTopups, skipLocked: true });
  const [claimed] = await database()
    .update(autoTopups)
    .set({ checkNotBefore: inMs(LEASE_MS) })
    .where(and(sql`${autoTopups.customerId} = (${due})`, isWaiting()))
    .returning({ customerId: autoTopups.customerId });
  return claimed?.customerId ?? null;
}
