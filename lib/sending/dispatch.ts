import "server-only";
import { backoffMs } from "../backoff";
import { checkpoint } from "../checkpoint";
import type { Dispatch } from "../db/schema/emails";
import { log } from "../log";
import type { Next } from "../pump";
import type { Ports } from "./ports";
import { announceSettled } from "./settled";

/** Resend forgets a key after 24 h; a retry later than this could send twice. */
const RETRY_HORIZON_MS = 20 * 60 * 60 * 1000;
/** A body is in memory several times while it is sent; the heap has 1 GB, and one email may have 40 MB. */
const DISPATCHED_BYTES_MAX = 50_000_000;
const BACKOFF = { baseMs: 250, maxMs: 60_000 };

/** The next call to Resend, if something waits and the budget allows it. `onSent` hears of emails to be paid for. */
export async function nextDispatch(ports: Ports, onSent: () => void): Promise<Next> {
  const { memory } = ports;
  // The call that ends next looks again.
  if (memory.dispatchedBytes >= DISPATCHED_BYTES_MAX) return null;
  const work = await ports.sending.findDispatchWork();
  if (!work) return null;
  const permit = await ports.resend.takePermit();
  if (!permit.granted) return { againInMs: permit.waitMs };
  const dispatch = await ports.sending.claimDispatch(work);
  if (!dispatch) return null;
  const bytes = dispatch.body.length;
  memory.dispatchedBytes += bytes;
  return async () => {
    try {
      const retryMs = await driveDispatch(ports, dispatch);
      onSent();
      return retryMs;
    } finally {
      memory.dispatchedBytes -= bytes;
    }
  };
}

/**
 * Makes the call and commits what came of it. Safe to run twice for one dispatch, even at once: the key is the same,
 * and the outcome is committed by whoever is first. Returns when to try again, in ms; null if it is settled.
 */
async function driveDispatch(
  { sending, resend, clock, memory }: Ports,
  dispatch: Dispatch,
): Promise<number | null> {
  checkpoint("dispatch-committed");
  if (clock.nowMs() - dispatch.createdAt.getTime() > RETRY_HORIZON_MS) {
    log.error("An email's outcome stayed unknown for 20 hours; it needs an operator", {
      dispatchId: dispatch.id,
      reason: dispatch.lastError ?? undefined,
    });
    await sending.settleDispatch(dispatch, {
      kind: "contradiction",
      reason: dispatch.lastError ?? "Resend gave no answer.",
    });
    return null;
  }
  const outcome = await resend.postEmails(dispatch.body, dispatch.id, {
    size: dispatch.members.length,
    attempt: dispatch.attempts,
  });
  checkpoint("resend-answered");
  if (outcome.kind === "unknown" || outcome.kind === "stopped") {
    const retryMs = backoffMs(dispatch.attempts, BACKOFF, clock.random());
    log.warn("Resend did not settle a dispatch", {
      dispatchId: dispatch.id,
      attempt: dispatch.attempts,
      provider: "resend",
      reason: outcome.reason,
    });
    // Refused at its only call, so nothing of it was taken: its emails wait in the queue for as long as it lasts.
    if (outcome.kind === "stopped" && (await sending.requeue(dispatch, outcome.reason))) return null;
    await sending.postpone(dispatch, retryMs, outcome.reason);
    return retryMs;
  }
  if (outcome.kind === "contradiction")
    log.error("Resend contradicts itself about a dispatch; its emails are unresolved", {
      dispatchId: dispatch.id,
      reason: outcome.reason,
    });
  const settled = await sending.settleDispatch(dispatch, outcome);
  checkpoint("outcome-committed");
  announceSettled(memory, settled);
  return null;
}
