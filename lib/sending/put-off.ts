import "server-only";
import { and, eq } from "drizzle-orm";
import { catalogue } from "../catalogue";
import { transaction } from "../db/client";
import { type Dispatch, dispatches, emails } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import { isStillIn } from "./settle";

/**
 * Puts the emails of a dispatch back into the queue if it was called once and refused for a reason that is not theirs.
 * Returns false if it was called before: then one of the calls may have sent them.
 */
export async function requeue(dispatch: Dispatch, reason: string): Promise<boolean> {
  return transaction(async (tx) => {
    const [closed] = await tx
      .update(dispatches)
      .set({ state: "done", settledAt: now, lastError: reason })
      .where(and(eq(dispatches.id, dispatch.id), eq(dispatches.state, "open"), eq(dispatches.attempts, 1)))
      .returning({ id: dispatches.id });
    if (!closed) return false;
    await tx
      .update(emails)
      .set({
        status: "queued",
        dispatchId: null,
        cause: "Sending is paused for a moment. It goes out by itself.",
      })
      .where(isStillIn(dispatch, dispatch.members));
    return true;
  });
}

/** Leaves the dispatch open for the same call later, by this or any other process. */
export async function postpone(dispatch: Dispatch, retryMs: number, reason: string): Promise<void> {
  await transaction(async (tx) => {
    await tx
      .update(dispatches)
      .set({ leaseUntil: inMs(retryMs), lastError: reason })
      .where(and(eq(dispatches.id, dispatch.id), eq(dispatches.state, "open")));
    await tx
      .update(emails)
      .set({
        cause: `Resend has not confirmed it yet. ${catalogue.productName} keeps trying; it goes out once.`,
      })
      .where(isStillIn(dispatch, dispatch.members));
  });
}
