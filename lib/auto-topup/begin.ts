import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database, transaction } from "../db/client";
import { type AutoTopupAttempt, autoTopupAttempts, autoTopups } from "../db/schema/auto-topup";
import { inMs, now } from "../db/time";
import { decideStart, type StartDecision } from "./decide-start";
import { loadFacts, toStartFacts } from "./load";
import { packOf } from "./packs";

/** From the commit of an attempt to its call it takes milliseconds. A process that stood still for longer must not call. */
const CALL_WITHIN_MS = 15_000;
/** Longer than a charge may take and than a call may be put off: who looks after it finds nobody in the middle of it. */
export const ATTEMPT_LEASE_MS = 60_000;

export type AttemptKey = Pick<AutoTopupAttempt, "customerId" | "id">;
/** As a condition: this attempt, of this customer. */
export const isAttempt = ({ customerId, id }: AttemptKey) =>
  and(eq(autoTopupAttempts.customerId, customerId), eq(autoTopupAttempts.id, id));

/**
 * Begins an attempt, if a pack is to be bought: decided with the settings locked and a balance as of `notBefore`, and
 * committed before anything is called. One customer has one open attempt: the UPDATE is given to the first. Returns the
 * attempt, or why there is none.
 */
export async function beginAttempt(
  customerId: string,
  notBefore: Date,
): Promise<AutoTopupAttempt | StartDecision> {
  return transaction(async (tx) => {
    const facts = await loadFacts(customerId, { executor: tx, lock: true });
    const { settings, account } = facts;
    if (!settings) return "not_on";
    const decision = decideStart(toStartFacts({ ...facts, settings }, notBefore));
    if (decision !== "start") return decision;
    const id = uuidv7();
    const [first] = await tx
      .update(autoTopups)
      .set({ openAttemptId: id })
      .where(
        and(
          eq(autoTopups.customerId, customerId),
          eq(autoTopups.state, "on"),
          isNull(autoTopups.openAttemptId),
        ),
      )
      .returning({ customerId: autoTopups.customerId });
    if (!first) return "busy";
    const pack = packOf(settings.pack);
    const [attempt] = await tx
      .insert(autoTopupAttempts)
      .values({
        customerId,
        id,
        pack: pack.key,
        credits: pack.credits,
        priceMinor: pack.priceMinor,
        paymentMethodId: settings.paymentMethodId,
        availableBefore: account.available,
        lookAt: inMs(ATTEMPT_LEASE_MS),
      })
      .returning();
    return attempt ?? "busy";
  });
}

/**
 * Takes the right to make the call of an attempt, which is given once, and only right after it was begun. So an attempt
 * without it was certainly never called, and a process that wakes up late calls nothing.
 */
export async function claimCall(attempt: AttemptKey): Promise<boolean> {
  const claimed = await database()
    .update(autoTopupAttempts)
    .set({ calledAt: now })
    .where(
      and(
        isAttempt(attempt),
        eq(autoTopupAttempts.state, "started"),
        isNull(autoTopupAttempts.calledAt),
        sql`${autoTopupAttempts.createdAt} > ${inMs(-CALL_WITHIN_MS)}`,
      ),
    )
    .returning({ id: autoTopupAttempts.id });
  return claimed.length > 0;
}

/** The call was made and its outcome is open: evidence decides. What Dodo named is kept; a later answer changes nothing. */
export async function noteUnknown(
  attempt: AttemptKey,
  known: { sessionId?: string; paymentId?: string | null; reason?: string; lookMs: number },
): Promise<void> {
  await database()
    .update(autoTopupAttempts)
    .set({
      state: sql`case when ${autoTopupAttempts.state} = 'started' then 'unknown' else ${autoTopupAttempts.state} end`,
      dodoSessionId: sql`coalesce(${autoTopupAttempts.dodoSessionId}, ${known.sessionId ?? null}::text)`,
      dodoPaymentId: sql`coalesce(${autoTopupAttempts.dodoPaymentId}, ${known.paymentId ?? null}::text)`,
      lastError: sql`coalesce(${known.reason ?? null}::text, ${autoTopupAttempts.lastError})`,
      lookAt: inMs(known.lookMs),
    })
    .where(isAttempt(attempt));
}
