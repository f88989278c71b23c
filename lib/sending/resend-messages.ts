import "server-only";
import type { Executor } from "../db/client";
import { live } from "../live";
import { log } from "../log";
import { readResendNews } from "../resend/webhook";
import type { Applied, MessageReader, PendingMessage } from "../webhooks/inbox";
import type { Standing } from "./email-row";
import { findProven, isOpen, type Proof, type Proven, settleAsTaken } from "./evidence";
import { announceSettled } from "./settled";

/** Resend's messages: that it speaks of an email is the proof that it took it. */
export const resendMessages: MessageReader = { source: "resend", apply: settleWhatIsProven };

/** Usually the call's own answer came first and nothing is left to do. Twice, late, or in another order ends the same. */
async function settleWhatIsProven(tx: Executor, messages: PendingMessage[]): Promise<Applied> {
  const news = messages.map(({ type, body }) => readResendNews(type, body));
  const proofs = firstOfEach(
    news.flatMap((one) => (one.kind === "taken" ? [{ ...one.email, resendId: one.resendId }] : [])),
  );
  const found = await findProven(tx, proofs);
  const open = found.filter(isOpen);
  const isOfOpen = ({ emailId }: Proof) => open.some(({ id }) => id === emailId);
  const settled = open.length > 0 ? await settleAsTaken(tx, proofs.filter(isOfOpen), open) : [];
  return {
    outcomes: news.map((one) =>
      one.kind === "irrelevant"
        ? `ignored: ${one.reason}`
        : outcomeOf({ ...one.email, resendId: one.resendId }, found, settled),
    ),
    afterCommit: () => announceSettled(live.memory, settled),
  };
}

function firstOfEach(proofs: readonly Proof[]): Proof[] {
  const first = new Map<string, Proof>();
  for (const proof of proofs) if (!first.has(proof.emailId)) first.set(proof.emailId, proof);
  return [...first.values()];
}

function outcomeOf(
  { emailId, resendId }: Proof,
  found: readonly Proven[],
  settled: readonly Standing[],
): string {
  const email = settled.find(({ id }) => id === emailId) ?? found.find(({ id }) => id === emailId);
  if (!email) return "ignored: not an email of ours";
  if (email.status === "failed") {
    log.error("An email that counts as not sent was taken by Resend", { emailId, provider: "resend" });
    return "ignored: the email counts as not sent";
  }
  if (email.resendId === resendId) return settled.includes(email) ? "applied" : "ignored: known already";
  log.error("Resend took an email twice", { emailId, provider: "resend" });
  return "ignored: the email was sent under another id";
}
