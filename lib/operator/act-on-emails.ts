import "server-only";
import type { OperatorAction } from "../contracts/operator";
import { AppError, ProviderUnavailable } from "../errors";
import { readSentEmail } from "../resend/read-emails";
import { lookForEmails } from "../sending/look";
import {
  findUnresolved,
  settleAsNotSentIn,
  settleAsSentIn,
  type UnresolvedEmail,
} from "../sending/unresolved";
import type { Change } from "./audit";

type Of<Name extends OperatorAction["action"]> = Extract<OperatorAction, { action: Name }>;

const SETTLED_MEANWHILE = "Somebody else has settled it meanwhile.";

/** Looks for an unresolved email at Resend, and settles it as sent if it is found. Not finding it settles nothing. */
export async function lookForEmail(
  { action, email_id: emailId }: Of<"email.look">,
  change: Change,
): Promise<string> {
  const email = await requireUnresolved(emailId);
  const { customerId } = email;
  const { proofs, lookedAt, reachesItsTime, trouble } = await lookForEmails([email]);
  const [proof] = proofs;
  await change(
    { action, customerId, subject: emailId, detail: { found: proof?.resendId ?? null, looked_at: lookedAt } },
    async (tx) => {
      if (proof) await settleAsSentIn(tx, proof);
    },
  );
  if (proof) return `Resend has it as ${proof.resendId}, so it counts as sent and is paid for.`;
  if (trouble !== null) throw new ProviderUnavailable("resend", `Resend could not be asked: ${trouble}`);
  return reachesItsTime
    ? `It is not among the ${lookedAt} emails that were looked at, which reach back to before it was called for: a strong hint that it was not sent, and no proof.`
    : `It is not among the ${lookedAt} emails that were looked at, which do not reach back to its time. That says nothing.`;
}

/** Counts an unresolved email as sent, under an id that Resend confirms. Throws `wrong_state`. */
export async function settleSent(
  { action, email_id: emailId, resend_id: resendId, note }: Of<"email.sent">,
  change: Change,
): Promise<string> {
  const { customerId, credits } = await requireUnresolved(emailId);
  await requireProof(emailId, resendId);
  await change(
    { action, customerId, subject: emailId, note, detail: { resend_id: resendId } },
    async (tx) => {
      if (!(await settleAsSentIn(tx, { customerId, emailId, resendId })))
        throw new AppError("wrong_state", SETTLED_MEANWHILE);
    },
  );
  return `It counts as sent. Its ${credits} credit(s) are captured now.`;
}

async function requireProof(emailId: string, resendId: string): Promise<void> {
  const read = await readSentEmail(resendId);
  if (read.kind === "unknown")
    throw new ProviderUnavailable("resend", `Resend could not be asked about it: ${read.reason}`);
  if (read.kind === "missing") throw new AppError("wrong_state", `Resend has no email ${resendId}.`);
  if (read.value?.emailId !== emailId)
    throw new AppError("wrong_state", `${resendId} is another email: its tag mailkit_id is not ${emailId}.`);
}

/** Counts an unresolved email as failed and gives its credits back. Throws `wrong_state`. */
export async function settleNotSent(
  { action, email_id: emailId, note }: Of<"email.not_sent">,
  change: Change,
): Promise<string> {
  const { customerId, credits } = await requireUnresolved(emailId);
  await change({ action, customerId, subject: emailId, note }, async (tx) => {
    if (!(await settleAsNotSentIn(tx, { customerId, emailId })))
      throw new AppError("wrong_state", SETTLED_MEANWHILE);
  });
  return `It counts as failed, and its ${credits} credit(s) were given back.`;
}

async function requireUnresolved(emailId: string): Promise<UnresolvedEmail> {
  const email = await findUnresolved(emailId);
  if (email) return email;
  throw new AppError("not_found", "There is no unresolved email with this id.");
}
