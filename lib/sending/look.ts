import "server-only";
import { type ListedEmail, listSentEmails, readSentEmail } from "../resend/read-emails";
import type { Proof } from "./evidence";
import { findLaterEmail, type UnresolvedEmail } from "./unresolved";

/** With a hundred emails each: all of a quiet account's, or a busy one's newest. Four seconds of Resend's budget. */
const PAGES_MAX = 40;
/** Emails that look alike are told apart by one request each; a call has at most a hundred. */
const CANDIDATES_MAX = 200;
/** Between the moment that we write down for a call and the one that Resend writes down. */
const CLOCK_SLACK_MS = 5 * 60_000;

export interface Look {
  /** What was found: Resend has these. */
  proofs: Proof[];
  /** Emails of Resend's list that were looked at. */
  lookedAt: number;
  /** Whether those reach back to before the call. Even then they are no proof that it sent nothing: a list may lag. */
  reachesItsTime: boolean;
  /** Why Resend could not be asked any further, in words; null if it could. */
  trouble: string | null;
}

/**
 * Looks for the unresolved emails of one call in Resend's list, from their last possible moment backwards to their
 * first. The list shows no tags, so whatever has the subject and as many recipients is read by itself. Changes nothing.
 */
export async function lookForEmails(wanted: readonly UnresolvedEmail[]): Promise<Look> {
  const look: Look = { proofs: [], lookedAt: 0, reachesItsTime: false, trouble: null };
  const missing = new Map(wanted.map((email) => [email.emailId, email]));
  const [first] = wanted;
  if (!first) return look;
  const notBeforeMs = (first.calledAt ?? first.acceptedAt).getTime() - CLOCK_SLACK_MS;
  let after = await findLaterEmail(first);
  let candidatesLeft = CANDIDATES_MAX;
  for (let page = 0; page < PAGES_MAX && missing.size > 0; page++) {
    const listed = await listSentEmails(after);
    if (listed.kind !== "read") return { ...look, trouble: troubleOf(listed) };
    const { emails, hasMore } = listed.value;
    for (const candidate of emails) {
      if (![...missing.values()].some((email) => isLike(candidate, email))) continue;
      if (candidatesLeft-- === 0) return look;
      const read = await readSentEmail(candidate.id);
      if (read.kind === "unknown") return { ...look, trouble: troubleOf(read) };
      const found = read.kind === "read" && read.value ? missing.get(read.value.emailId) : undefined;
      if (!found) continue;
      missing.delete(found.emailId);
      look.proofs.push({ customerId: found.customerId, emailId: found.emailId, resendId: candidate.id });
    }
    look.lookedAt += emails.length;
    const oldest = emails.at(-1);
    look.reachesItsTime = !hasMore || !oldest || oldest.createdAt.getTime() < notBeforeMs;
    if (look.reachesItsTime || !oldest) return look;
    after = oldest.id;
  }
  return look;
}

const isLike = (listed: ListedEmail, { to, subject }: UnresolvedEmail) =>
  listed.subject === subject && listed.to.length === to.length;

const troubleOf = (answer: { kind: "missing" } | { kind: "unknown"; reason: string }) =>
  answer.kind === "unknown" ? answer.reason : "Resend does not know where to go on in its list.";
