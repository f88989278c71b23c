import "server-only";
import { and, eq } from "drizzle-orm";
import { backoffMs } from "../backoff";
import { checkpoint } from "../checkpoint";
import { transaction } from "../db/client";
import { type Dispatch, dispatches, emails } from "../db/schema/emails";
import { inMs } from "../db/time";
import { log } from "../log";
import { postEmails } from "../resend/post-emails";
import { isStillIn, requeue, settleDispatch } from "./settle";
import { announceSettled } from "./settled";

/** Resend forgets a key after 24 h; a retry later than this could send twice. */
const RETRY_HORIZON_MS = 20 * 60 * 60 * 1000;
const BACKOFF = { baseMs: 250, maxMs: 60_000 };

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
  const outcome = await postEmails(dispatch.body, dispatch.id, {
    size: dispatch.members.length,
    attempt: dispatch.attempts,
  });
  checkpoint("resend-answered");
  if (outcome.kind === "unknown" || outcome.kind === "stopped") {
    const retryMs = backoffMs(dispatch.attempts, BACKOFF);
    log.warn("Resend did not settle a dispatch", {
      dispatchId: dispatch.id,
      attempt: dispatch.attempts,
      provider: "resend",
      reason: outcome.reason,
    });
    // Refused at its only call, so nothing of it was taken: its emails wait in the queue for as long as it lasts.
    if (outcome.kind === "stopped" && (await requeue(dispatch, outcome.reason))) return null;
    await postpone(dispatch, retryMs, outcome.reason);
    return retryMs;
  }
  const settled = await settleDispatch(dispatch, outcome);
  checkpoint("outcome-committed");
  announceSettled(settled);
  return null;
}

/** Leaves the dispatch open for the same call later, by this or any other process. */
async function postpone(dispatch: Dispatch, retryMs: number, reason: string): Promise<void> {
  await transaction(async (tx) => {
    await tx
      .update(dispatches)
      .set({ leaseUntil: inMs(retryMs), lastError: reason })
      .where(and(eq(dispatches.id, dispatch.id), eq(dispatches.state, "open")));
    await tx
      .update(emails)
      .set({ cause: "Resend has not confirmed it yet. MailKit keeps trying; it goes out once." })
      .where(isStillIn(dispatch, dispatch.members));
  });
}
