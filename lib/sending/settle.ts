import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { type Executor, transaction } from "../db/client";
import { type Dispatch, type DispatchMember, dispatches, emails } from "../db/schema/emails";
import { now } from "../db/time";
import { publishEmails } from "../outgoing/publish-emails";
import type { DispatchOutcome, MemberOutcome } from "../resend/outcome";
import { isSettled, type Standing } from "./email-row";
import { costColumns, giveBack } from "./give-back";

/** An outcome after which the call is not made again. */
export type FinalOutcome = Extract<DispatchOutcome, { kind: "settled" | "divided" | "contradiction" }>;

/** The rows of these emails; at most a call's worth. */
const areMembers = (members: readonly DispatchMember[]) =>
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
 * the holds, because the emails may have been sent. Returns how the emails stand that this has settled.
 */
export async function settleDispatch(dispatch: Dispatch, outcome: FinalOutcome): Promise<Standing[]> {
  return transaction((tx) => settle(tx, dispatch, outcome), { isRepeatable: isToldAgain(outcome) });
}

/** For the same key Resend says once more what it took. A refusal it may word otherwise the second time. */
function isToldAgain(outcome: FinalOutcome): boolean {
  return outcome.kind === "settled" && outcome.members.every(({ kind }) => kind === "sent");
}

async function settle(tx: Executor, dispatch: Dispatch, outcome: FinalOutcome): Promise<Standing[]> {
  const [won] = await tx
    .update(dispatches)
    .set({
      state: outcome.kind === "contradiction" ? "unresolved" : "done",
      settledAt: now,
      lastError: outcome.kind === "settled" ? null : outcome.reason,
      ...(outcome.kind === "settled" ? { body: "" } : {}),
    })
    .where(and(eq(dispatches.id, dispatch.id), eq(dispatches.state, "open")))
    .returning({ id: dispatches.id });
  if (!won) return [];
  if (outcome.kind === "settled") return settleMembers(tx, dispatch, outcome.members);
  const touched = await tx
    .update(emails)
    .set(unsettled(outcome))
    .where(isStillIn(dispatch, dispatch.members))
    .returning(standing);
  return touched.filter(isSettled);
}

const standing = { id: emails.id, status: emails.status, resendId: emails.resendId, cause: emails.cause };

/** The members that nobody else has settled. */
export const isStillIn = (dispatch: Dispatch, members: readonly DispatchMember[]) =>
  and(areMembers(members), eq(emails.dispatchId, dispatch.id), eq(emails.status, "sending"));

/** For the customer. Why it is unknown is in the dispatch, for the operator. */
const UNRESOLVED_CAUSE = "Our mail provider never said whether it took this email.";

function unsettled(outcome: Exclude<FinalOutcome, { kind: "settled" }>) {
  return outcome.kind === "divided"
    ? { status: "queued", dispatchId: null, goesAlone: true }
    : { status: "unresolved", cause: UNRESOLVED_CAUSE, settledAt: now };
}

async function settleMembers(
  tx: Executor,
  dispatch: Dispatch,
  outcomes: readonly MemberOutcome[],
): Promise<Standing[]> {
  const sent: { member: DispatchMember; resendId: string }[] = [];
  const refused: { member: DispatchMember; reason: string }[] = [];
  dispatch.members.forEach((member, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind === "sent") sent.push({ member, resendId: outcome.resendId });
    if (outcome?.kind === "refused") refused.push({ member, reason: outcome.reason });
  });
  const settled = sent.length > 0 ? await settleSent(tx, dispatch, sent) : [];
  // Always in the same order: two batches that give holds back to the same customers must not wait for each other.
  refused.sort((a, b) => (a.member.customerId < b.member.customerId ? -1 : 1));
  for (const { member, reason } of refused)
    settled.push(...(await settleRefused(tx, dispatch, member, reason)));
  await publishEmails(tx, dispatch.members, settled);
  return settled;
}

/**
 * The columns of sent emails, each with its own id of Resend's: any number of emails are one statement. The files, which
 * may be large, are Resend's now.
 */
export function asSent(sent: readonly { emailId: string; resendId: string }[]) {
  const ids = sql.param(sent.map(({ emailId }) => emailId));
  const resendIds = sql.param(sent.map(({ resendId }) => resendId));
  return {
    status: "sent",
    files: null,
    resendId: sql`(${resendIds}::text[])[array_position(${ids}::uuid[], ${emails.id})]`,
    cause: null,
    sentAt: now,
    settledAt: now,
  };
}

/** All of a batch in one statement. */
async function settleSent(
  tx: Executor,
  dispatch: Dispatch,
  sent: { member: DispatchMember; resendId: string }[],
): Promise<Standing[]> {
  const members = sent.map(({ member }) => member);
  return tx
    .update(emails)
    .set(asSent(sent.map(({ member, resendId }) => ({ emailId: member.emailId, resendId }))))
    .where(isStillIn(dispatch, members))
    .returning(standing);
}

async function settleRefused(
  tx: Executor,
  dispatch: Dispatch,
  member: DispatchMember,
  reason: string,
): Promise<Standing[]> {
  const failed = await tx
    .update(emails)
    .set({ status: "failed", cause: reason, files: null, settledAt: now })
    .where(isStillIn(dispatch, [member]))
    .returning({ ...standing, ...costColumns });
  await giveBack(tx, failed);
  return failed;
}
