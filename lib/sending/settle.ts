import "server-only";
import { and, eq } from "drizzle-orm";
import { releaseCredits } from "../credits/account";
import { type Executor, transaction } from "../db/client";
import { type Dispatch, type DispatchMember, dispatches, emails } from "../db/schema/emails";
import { now } from "../db/time";
import type { DispatchOutcome } from "../resend/outcome";

/** An outcome after which the call is not made again. */
export type FinalOutcome = Extract<DispatchOutcome, { kind: "sent" | "refused" | "contradiction" }>;

/**
 * Commits what became of a dispatch: sent, or failed with the hold given back. Does nothing if another process was
 * first. An outcome that contradicts what we know keeps its hold, because the email may have been sent.
 */
export async function settleDispatch(dispatch: Dispatch, outcome: FinalOutcome): Promise<void> {
  await transaction(async (tx) => {
    const [won] = await tx
      .update(dispatches)
      .set({
        state: outcome.kind === "contradiction" ? "unresolved" : "done",
        settledAt: now,
        lastError: outcome.kind === "sent" ? null : outcome.reason,
      })
      .where(and(eq(dispatches.id, dispatch.id), eq(dispatches.state, "open")))
      .returning({ id: dispatches.id });
    if (!won) return;
    for (const member of dispatch.members) await settleMember(tx, dispatch.id, member, outcome);
  });
}

async function settleMember(tx: Executor, dispatchId: string, member: DispatchMember, outcome: FinalOutcome) {
  const [settled] = await tx
    .update(emails)
    .set(changes(outcome))
    .where(
      and(
        eq(emails.customerId, member.customerId),
        eq(emails.id, member.emailId),
        eq(emails.dispatchId, dispatchId),
        eq(emails.status, "sending"),
      ),
    )
    .returning({ credits: emails.credits });
  if (settled && outcome.kind === "refused" && settled.credits > 0)
    await releaseCredits(tx, member.customerId, settled.credits);
}

function changes(outcome: FinalOutcome) {
  switch (outcome.kind) {
    case "sent":
      return { status: "sent", resendId: outcome.resendId, cause: null, sentAt: now, settledAt: now };
    case "refused":
      return { status: "failed", cause: outcome.reason, settledAt: now };
    case "contradiction":
      return { status: "unresolved", cause: outcome.reason, settledAt: now };
  }
}
