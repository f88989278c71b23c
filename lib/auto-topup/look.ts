import "server-only";
import { and, asc, isNotNull, sql } from "drizzle-orm";
import { database } from "../db/client";
import { type AutoTopupAttempt, autoTopupAttempts } from "../db/schema/auto-topup";
import { inMs, now } from "../db/time";
import { log } from "../log";
import { ATTEMPT_LEASE_MS, isAttempt } from "./begin";
import { ageMs, lookLater, seekEvidence } from "./evidence";
import { settleAttempt } from "./settle";

const RETRY_MS = 15_000;

const isDue = () => and(isNotNull(autoTopupAttempts.lookAt), sql`${autoTopupAttempts.lookAt} <= ${now}`);

/** Takes the next attempt whose end is to be found out; null if there is none. */
export async function claimDueLook(): Promise<AutoTopupAttempt | null> {
  const due = database()
    .select({ customerId: autoTopupAttempts.customerId, id: autoTopupAttempts.id })
    .from(autoTopupAttempts)
    .where(isDue())
    .orderBy(asc(autoTopupAttempts.lookAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(autoTopupAttempts)
    .set({ lookAt: inMs(ATTEMPT_LEASE_MS) })
    .where(and(sql`(${autoTopupAttempts.customerId}, ${autoTopupAttempts.id}) = (${due})`, isDue()))
    .returning();
  return claimed ?? null;
}

/**
 * Looks at Dodo for what became of an attempt and settles what is certain; nothing is ever called again. Returns when to
 * look again, in ms; null if it is settled. Never throws for what Dodo does.
 */
export async function lookAtAttempt(attempt: AutoTopupAttempt): Promise<number | null> {
  if (attempt.state === "started" && attempt.calledAt === null) {
    // Taken over after its lease: whoever began it may not call any more.
    const wasNeverCalled = await isStillUncalled(attempt);
    if (wasNeverCalled) {
      await settleAttempt(attempt, { state: "failed", stop: null, detail: "never called", retryMs: 0 });
      return null;
    }
  }
  try {
    return await seekEvidence(attempt, "news");
  } catch (error) {
    log.warn("What became of an automatic top-up could not be found out yet", {
      customerId: attempt.customerId,
      provider: "dodo",
      error,
    });
    return lookLater(attempt, RETRY_MS);
  }
}

async function isStillUncalled(attempt: AutoTopupAttempt): Promise<boolean> {
  const [row] = await database()
    .select({ calledAt: autoTopupAttempts.calledAt, ageMs: ageMs(autoTopupAttempts.createdAt) })
    .from(autoTopupAttempts)
    .where(isAttempt(attempt));
  return row !== undefined && row.calledAt === null && row.ageMs >= ATTEMPT_LEASE_MS;
}
