import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { backoffMs } from "../backoff";
import { database, type Executor, transaction } from "../db/client";
import { type CreditAdjustment, creditAdjustments } from "../db/schema/operator";
import { inMs, now } from "../db/time";
import { log } from "../log";
import { pauseLeftMs } from "../providers/line";
import type { Next } from "../pump";
import { askForAdjustment } from "./ask-for-adjustment";
import { markStale } from "./stale";

/** Longer than a call may take. After it, another process may make the same call with the same key. */
const LEASE_MS = 40_000;
const BACKOFF = { baseMs: 500, maxMs: 60_000 };
type NewAdjustment = Pick<CreditAdjustment, "customerId" | "id" | "credits" | "reason">;

/**
 * Writes down that credits are to be given or taken, before Dodo is asked, in the transaction of whoever wants it. The id
 * names it for ever: a second one with the same id changes nothing. Returns false then.
 */
export async function openAdjustment(tx: Executor, adjustment: NewAdjustment): Promise<boolean> {
  const opened = await tx
    .insert(creditAdjustments)
    .values({ ...adjustment, leaseUntil: now })
    .onConflictDoNothing()
    .returning({ id: creditAdjustments.id });
  return opened.length > 0;
}

/** How an adjustment stands; null if there is none. */
export async function readAdjustment(customerId: string, id: string): Promise<CreditAdjustment | null> {
  const [row] = await database().select().from(creditAdjustments).where(isThis({ customerId, id }));
  return row ?? null;
}

/** Whether credits of this customer are being given or taken at this moment. */
export async function hasOpenAdjustment(customerId: string): Promise<boolean> {
  const open = await database()
    .select({ id: creditAdjustments.id })
    .from(creditAdjustments)
    .where(and(eq(creditAdjustments.customerId, customerId), eq(creditAdjustments.state, "open")))
    .limit(1);
  return open.length > 0;
}

const isThis = ({ customerId, id }: Pick<CreditAdjustment, "customerId" | "id">) =>
  and(eq(creditAdjustments.customerId, customerId), eq(creditAdjustments.id, id));
const isDue = () => and(eq(creditAdjustments.state, "open"), sql`${creditAdjustments.leaseUntil} <= ${now}`);

/** Makes the call for an adjustment at once, if no other process is at it. */
export async function driveNow(customerId: string, id: string): Promise<void> {
  const claimed = await claim(and(isThis({ customerId, id }), isDue()));
  if (claimed) await drive(claimed);
}

/** The next adjustment without a certain outcome. `onSettled` hears that balances are to be read. */
export async function nextAdjustment(onSettled: () => void): Promise<Next> {
  const againInMs = await pauseLeftMs("dodo");
  if (againInMs > 0) return { againInMs };
  const claimed = await claim(isDue());
  return (
    claimed &&
    (async () => {
      await drive(claimed);
      onSettled();
      return null;
    })
  );
}

async function claim(which: ReturnType<typeof isDue>): Promise<CreditAdjustment | null> {
  const due = database()
    .select({ customerId: creditAdjustments.customerId, id: creditAdjustments.id })
    .from(creditAdjustments)
    .where(which)
    .orderBy(asc(creditAdjustments.leaseUntil))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(creditAdjustments)
    .set({ leaseUntil: inMs(LEASE_MS), attempts: sql`${creditAdjustments.attempts} + 1` })
    .where(and(sql`(${creditAdjustments.customerId}, ${creditAdjustments.id}) = (${due})`, isDue()))
    .returning();
  return claimed ?? null;
}

async function drive(adjustment: CreditAdjustment): Promise<void> {
  const outcome = await askForAdjustment(adjustment);
  const { customerId, credits, attempts } = adjustment;
  if (outcome.kind === "unknown") {
    log.warn("Dodo did not settle an adjustment", {
      customerId,
      credits,
      attempt: attempts,
      reason: outcome.reason,
    });
    const leaseUntil = inMs(backoffMs(attempts, BACKOFF, Math.random()));
    await database()
      .update(creditAdjustments)
      .set({ leaseUntil, lastError: outcome.reason })
      .where(and(isThis(adjustment), eq(creditAdjustments.state, "open")));
    return;
  }
  await transaction(async (tx) => {
    const [settled] = await tx
      .update(creditAdjustments)
      .set(
        outcome.kind === "done"
          ? { state: "done", ledgerEntryId: outcome.ledgerEntryId, lastError: null, settledAt: now }
          : { state: "refused", lastError: outcome.reason, settledAt: now },
      )
      .where(and(isThis(adjustment), eq(creditAdjustments.state, "open")))
      .returning({ id: creditAdjustments.id });
    // The mirror is set by Dodo's own numbers only, so it is read anew.
    if (settled) await markStale(tx, customerId, true);
  });
  // Nobody waits for the answer to a refund's, and the customer keeps credits that were paid back.
  if (outcome.kind === "refused")
    log.error("Dodo refused to give or take credits, and nothing was changed", {
      customerId,
      credits,
      reason: `${outcome.reason} (${adjustment.reason})`,
    });
}
