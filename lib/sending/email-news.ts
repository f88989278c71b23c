import "server-only";
import type { Executor } from "../db/client";
import { log } from "../log";
import { type ResendNews, readResendNews } from "../resend/news";
import type { EmailRef } from "../resend/tags";
import type { Applied, PendingMessage } from "../webhooks/inbox";
import { recordNews } from "./delivery-news";
import type { Standing } from "./email-row";
import { findProven, isOpen, lockDispatches, type Proof, settleAsTaken } from "./evidence";
import { live } from "./live";
import { type DeliveryNews, type LockedEmail, lockEmails } from "./locked-emails";
import { announceSettled } from "./settled";

type Taken = Extract<ResendNews, { kind: "taken" }>;

/**
 * Takes in messages about emails: what happened to one is also the proof that Resend took it. Twice, late, or in another
 * order ends the same. Returns what became of each, in their order.
 */
export async function applyEmailNews(tx: Executor, messages: PendingMessage[]): Promise<Applied> {
  const news = messages.map(({ id, type, body }) => ({ id, ...readResendNews(type, body) }));
  const taken = news.filter((one) => one.kind === "taken");
  const { found, settled } = await settleWhatIsProven(tx, taken);
  const standings = new Map(taken.map((one) => [one.id, standingOf(one, found, settled)]));
  const told = taken.flatMap((one): DeliveryNews[] => {
    const email = standings.get(one.id)?.email;
    if (!email || !one.event) return [];
    const occurredAt = one.event.occurredAt ?? new Date();
    return [{ messageId: one.id, email, event: { ...one.event, occurredAt } }];
  });
  const recorded = await recordNews(tx, told);
  return {
    outcomes: news.map((one) => {
      if (one.kind === "irrelevant") return `ignored: ${one.reason}`;
      const { problem, hasSettled } = standings.get(one.id) ?? {};
      if (problem) return `ignored: ${problem}`;
      return hasSettled || recorded.has(one.id) ? "applied" : "ignored: known already";
    }),
    afterCommit: () => announceSettled(live.memory, settled),
  };
}

/** Usually the call's own answer came first and nothing is left to settle. */
async function settleWhatIsProven(tx: Executor, taken: readonly Taken[]) {
  const proofs = firstOfEach(taken.map(({ email, resendId }) => ({ ...email, resendId })));
  // Before the emails, as whoever drives a dispatch does it; what is settled meanwhile is seen under the locks.
  await lockDispatches(tx, (await findProven(tx, proofs)).filter(isOpen));
  const found = new Map((await lockEmails(tx, proofs)).map((email) => [nameOf(email), email]));
  const open = [...found.values()].filter(isOpen);
  const settled =
    open.length > 0
      ? await settleAsTaken(
          tx,
          proofs.filter((proof) => open.some(({ id }) => id === proof.emailId)),
          open,
        )
      : [];
  return { found, settled };
}

const nameOf = (email: { customerId: string; id: string }) => `${email.customerId} ${email.id}`;
const nameOfRef = ({ customerId, emailId }: EmailRef) => `${customerId} ${emailId}`;

function firstOfEach(proofs: readonly Proof[]): Proof[] {
  const first = new Map<string, Proof>();
  for (const proof of proofs) if (!first.has(nameOfRef(proof))) first.set(nameOfRef(proof), proof);
  return [...first.values()];
}

interface MessageStanding {
  /** The email that the message speaks of; left out if there is none, or it can't be that one. */
  email?: LockedEmail;
  problem?: string;
  hasSettled?: boolean;
}

function standingOf(
  { email: ref, resendId }: Taken,
  found: ReadonlyMap<string, LockedEmail>,
  settled: readonly Standing[],
): MessageStanding {
  const email = found.get(nameOfRef(ref));
  if (!email) return { problem: "not an email of ours" };
  const { emailId } = ref;
  const hasSettled = settled.find(({ id }) => id === emailId);
  const standing = hasSettled ?? email;
  if (standing.status !== "sent") {
    log.error("An email that counts as not sent was taken by Resend", { emailId, provider: "resend" });
    return { problem: "the email counts as not sent" };
  }
  if (standing.resendId !== resendId) {
    log.error("Resend took an email twice", { emailId, provider: "resend" });
    return { problem: "the email was sent under another id" };
  }
  return { email, hasSettled: hasSettled !== undefined };
}
