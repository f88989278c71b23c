import "server-only";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backoffMs } from "../backoff";
import { checkpoint } from "../checkpoint";
import { database, type Executor, transaction } from "../db/client";
import { type Dispatch, dispatches, emails } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import { log } from "../log";
import { postEmail } from "../resend/post-email";
import { settleDispatch } from "./settle";
import { announceSettled } from "./settled";

/** Longer than a call may take. After it, another process may make the same call with the same key. */
const LEASE_MS = 30_000;
/** Resend forgets a key after 24 h; a retry later than this could send twice. */
const RETRY_HORIZON_MS = 20 * 60 * 60 * 1000;
const BACKOFF = { baseMs: 250, maxMs: 60_000 };

/** True if something waits to be dispatched, so that no permit is taken for nothing. */
export async function hasDispatchWork(): Promise<boolean> {
  const [queued] = await database()
    .select({ id: emails.id })
    .from(emails)
    .where(eq(emails.status, "queued"))
    .limit(1);
  if (queued) return true;
  const [expired] = await database()
    .select({ id: dispatches.id })
    .from(dispatches)
    .where(isExpired())
    .limit(1);
  return expired !== undefined;
}

const isExpired = () => and(eq(dispatches.state, "open"), sql`${dispatches.leaseUntil} <= ${now}`);

/** The next call to make: one that a dead process left or that is due again, else the first email in the queue. */
export async function claimDispatch(): Promise<Dispatch | null> {
  return transaction(async (tx) => (await claimExpired(tx)) ?? (await claimQueued(tx)));
}

async function claimExpired(tx: Executor): Promise<Dispatch | null> {
  const [expired] = await tx
    .select({ id: dispatches.id })
    .from(dispatches)
    .where(isExpired())
    .orderBy(asc(dispatches.leaseUntil))
    .limit(1)
    .for("update", { skipLocked: true });
  if (!expired) return null;
  const [claimed] = await tx
    .update(dispatches)
    .set({ leaseUntil: inMs(LEASE_MS), attempts: sql`${dispatches.attempts} + 1` })
    .where(and(eq(dispatches.id, expired.id), isExpired()))
    .returning();
  return claimed ?? null;
}

/** Alerts go before customers' emails, then the oldest first. The row with its bytes is committed before the call. */
async function claimQueued(tx: Executor): Promise<Dispatch | null> {
  const [email] = await tx
    .select({ customerId: emails.customerId, id: emails.id, payload: emails.payload })
    .from(emails)
    .where(eq(emails.status, "queued"))
    .orderBy(desc(emails.kind), asc(emails.createdAt))
    .limit(1)
    .for("update", { skipLocked: true });
  if (!email) return null;
  const id = uuidv7();
  const claimed = await tx
    .update(emails)
    .set({ status: "sending", dispatchId: id })
    .where(and(eq(emails.customerId, email.customerId), eq(emails.id, email.id), eq(emails.status, "queued")))
    .returning({ id: emails.id });
  if (claimed.length === 0) return null;
  const [dispatch] = await tx
    .insert(dispatches)
    .values({
      id,
      members: [{ customerId: email.customerId, emailId: email.id }],
      body: email.payload,
      leaseUntil: inMs(LEASE_MS),
      attempts: 1,
    })
    .returning();
  return dispatch ?? null;
}

/**
 * Makes the call and commits what came of it. Safe to run twice for one dispatch, even at once: the key is the same,
 * and the outcome is committed by whoever is first. Returns when to try again, in ms; null if it is settled.
 */
export async function driveDispatch(dispatch: Dispatch): Promise<number | null> {
  checkpoint("dispatch-committed");
  if (Date.now() - dispatch.createdAt.getTime() > RETRY_HORIZON_MS) {
    log.error("An email's outcome stayed unknown for 20 hours; it needs an operator", {
      dispatchId: dispatch.id,
      reason: dispatch.lastError ?? undefined,
    });
    await settleDispatch(dispatch, {
      kind: "contradiction",
      reason: "Resend never said whether it took this email.",
    });
    return null;
  }
  const outcome = await postEmail(dispatch.body, dispatch.id);
  checkpoint("resend-answered");
  if (outcome.kind === "unknown" || outcome.kind === "stopped") {
    const retryMs = backoffMs(dispatch.attempts, BACKOFF);
    log[outcome.kind === "stopped" ? "error" : "warn"]("Resend did not settle a dispatch", {
      dispatchId: dispatch.id,
      attempt: dispatch.attempts,
      provider: "resend",
      reason: outcome.reason,
    });
    await postpone(dispatch, retryMs, outcome.reason);
    return retryMs;
  }
  await settleDispatch(dispatch, outcome);
  checkpoint("outcome-committed");
  for (const member of dispatch.members) announceSettled(member.emailId);
  return null;
}

/** Leaves the dispatch open for the same call later, by this or any other process. */
async function postpone(dispatch: Dispatch, retryMs: number, reason: string): Promise<void> {
  await transaction(async (tx) => {
    await tx
      .update(dispatches)
      .set({ leaseUntil: inMs(retryMs), lastError: reason })
      .where(and(eq(dispatches.id, dispatch.id), eq(dispatches.state, "open")));
    for (const { customerId, emailId } of dispatch.members)
      await tx
        .update(emails)
        .set({ cause: "Resend has not confirmed it yet. MailKit keeps trying; it goes out once." })
        .where(and(eq(emails.customerId, customerId), eq(emails.id, emailId), eq(emails.status, "sending")));
  });
}
