import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { releaseCredits } from "../credits/account";
import { type Executor, transaction } from "../db/client";
import { type Dispatch, type DispatchMember, dispatches, emails } from "../db/schema/emails";
import { now } from "../db/time";
import type { DispatchOutcome, MemberOutcome } from "../resend/outcome";

/** An outcome after which the call is not made again. */
export type FinalOutcome = Extract<DispatchOutcome, { kind: "settled" | "divided" | "contradiction" }>;

/** The rows of these emails; at most a call's worth. */
export const areMembers = (members: readonly DispatchMember[]) =>
  and(
    inArray(emails.customerId, [...new Set(members.map((member) => member.customerId))]),
    inArray(
      emails.id,
      members.map((member) => member.emailId),
    ),
  );

/**
 * Commits what became of a dispatch, email by email: sent, or failed with the hold given back. Does nothing if another
 * process was first. A batch that was refused as a whole is divided. An outcome that contradicts what we know keeps
 * the holds, because the emails may have been sent.
 */
export async function settleDispatch(dispatch: Dispatch, outcome: FinalOutcome): Promise<void> {
  await transaction(async (tx) => {
    const [won] = await tx
      .update(dispatches)
      .set({
        state: outcome.kind === "contradiction" ? "unresolved" : "done",
        settledAt: now,
        lastError: outcome.kind === "settled" ? null : outcome.reason,
      })
      .where(and(eq(dispatches.id, dispatch.id), eq(dispatches.state, "open")))
      .returning({ id: dispatches.id });
    if (!won) return;
    if (outcome.kind === "settled") await settleMembers(tx, dispatch, outcome.members);
    else await tx.update(emails).set(unsettled(outcome)).where(isStillIn(dispatch, dispatch.members));
  });
}

/** The members that nobody else has settled. */
const isStillIn = (dispatch: Dispatch, members: readonly DispatchMember[]) =>
  and(areMembers(members), eq(emails.dispatchId, dispatch.id), eq(emails.status, "sending"));

function unsettled(outcome: Exclude<FinalOutcome, { kind: "settled" }>) {
  return outcome.kind === "divided"
    ? { status: "queued", dispatchId: null, goesAlone: true }
    : { status: "unresolved", cause: outcome.reason, settledAt: now };
}

async function settleMembers(
  tx: Executor,
  dispatch: Dispatch,
  outcomes: readonly MemberOutcome[],
): Promise<void> {
  const sent: { member: DispatchMember; resendId: string }[] = [];
  const refused: { member: DispatchMember; reason: string }[] = [];
  dispatch.members.forEach((member, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind === "sent") sent.push({ member, resendId: outcome.resendId });
    if (outcome?.kind === "refused") refused.push({ member, reason: outcome.reason });
  });
  if (sent.length > 0) await settleSent(tx, dispatch, sent);
  for (const { member, reason } of refused) await settleRefused(tx, dispatch, member, reason);
}

/** All of a batch in one statement. */
async function settleSent(
  tx: Executor,
  dispatch: Dispatch,
  sent: { member: DispatchMember; resendId: string }[],
) {
  const ids = sent.map(({ member }) => member.emailId);
  const resendIds = sent.map(({ resendId }) => resendId);
  await tx
    .update(emails)
    .set({
      status: "sent",
      resendId: sql`(${sql.param(resendIds)}::text[])[array_position(${sql.param(ids)}::uuid[], ${emails.id})]`,
      cause: null,
      sentAt: now,
      settledAt: now,
    })
    .where(
      isStillIn(
        dispatch,
        sent.map(({ member }) => member),
      ),
    );
}

async function settleRefused(tx: Executor, dispatch: Dispatch, member: DispatchMember, reason: string) {
  const [failed] = await tx
    .update(emails)
    .set({ status: "failed", cause: reason, settledAt: now })
    .where(isStillIn(dispatch, [member]))
    .returning({ credits: emails.credits });
  if (failed && failed.credits > 0) await releaseCredits(tx, member.customerId, failed.credits);
}
