import "server-only";
import type { BatchOutcome } from "../db/schema/emails";
import type { CandidateEmail, Message } from "./message";
import { toCandidateEmail } from "./message";

/** A key of the customer's, as far as a send has to heed it. */
export interface SendingKey {
  id: string;
  dailyCredits: number | null;
  monthlyCredits: number | null;
}

/** What a request asks to send: one email, or a batch that is accepted whole or not at all. */
export interface Submission {
  customerId: string;
  /** The API key that it came with; null for the dashboard. */
  key: SendingKey | null;
  messages: readonly Message[];
  /** The caller's name for it; null if they gave none. */
  idempotencyKey: string | null;
  /** Of the request after normalisation, so that `to: "a@b.co"` and `to: ["a@b.co"]` are the same. */
  requestHash: string;
  /** What was wrong with entries of a batch that are not among the messages; null for a single email. */
  batchErrors: BatchOutcome["errors"] | null;
}

/** A submission that is ready to be stored. */
export interface Candidate {
  /** The email, or the first of a batch. */
  emailId: string;
  customerId: string;
  key: SendingKey | null;
  /** Of all its emails. */
  credits: number;
  emails: readonly CandidateEmail[];
  idempotencyKey: string | null;
  requestHash: string;
  batch: BatchOutcome | null;
  /** It may only be answered from what its key names. */
  isRepeat: boolean;
  /**
   * `no`: an old mirror is to be refreshed first. `while-it-serves`: not, because there is no turn for a read.
   * `yes`: it was refreshed for this request, or is to serve however old it is.
   */
  trustsMirror: "no" | "while-it-serves" | "yes";
}

export type Acceptance =
  /** `available`: credits that can be spent after it. */
  | { kind: "accepted"; emailId: string; credits: number; available: number }
  /** The key was used before, with the same request: this is its email, or the batch's first. */
  | { kind: "replayed"; emailId: string; batch: BatchOutcome | null }
  /** The key was used before, with another request. */
  | { kind: "mismatch"; emailId: string }
  /** The mirror is too old to decide on; nothing was written. */
  | { kind: "stale" }
  /** Not enough credits; nothing was written. */
  | { kind: "short"; available: number }
  /** The API key's own budget does not allow it; nothing was written. */
  | { kind: "over-budget"; period: "daily" | "monthly" }
  /** Sending is paused, or the account's daily limit does not allow it; nothing was written. */
  | { kind: "barred" };

/** Makes the emails of a submission final: ids, prices, and the exact bytes for Resend. */
export function toCandidate(newId: () => string, submission: Submission): Candidate {
  const { customerId, messages, batchErrors, key, idempotencyKey, requestHash } = submission;
  const emails = messages.map((message) => toCandidateEmail({ customerId, emailId: newId() }, message));
  const [first] = emails;
  if (!first) throw new Error("A submission without emails can't be accepted");
  return {
    emailId: first.emailId,
    customerId,
    key,
    credits: emails.reduce((sum, { credits }) => sum + credits, 0),
    emails,
    idempotencyKey,
    requestHash,
    isRepeat: messages.some((message) => message.isRepeat),
    batch: batchErrors && { emailIds: emails.map(({ emailId }) => emailId), errors: batchErrors },
    trustsMirror: "no",
  };
}
