import "server-only";
import { createHash } from "node:crypto";
import { countRecipients, type SendRequest } from "../contracts/send";
import type { Envelope } from "../db/schema/emails";
import { env } from "../env";
import { renderPayload } from "./payload";

export interface NewEmail {
  customerId: string;
  /** Where replies go if the request does not say. */
  customerEmail: string;
  request: SendRequest;
  /** The caller's name for this email; null if they gave none. */
  idempotencyKey: string | null;
}

/** A request that is ready to be stored. */
export interface Candidate {
  emailId: string;
  customerId: string;
  credits: number;
  to: string[];
  envelope: Envelope;
  subject: string;
  payload: string;
  idempotencyKey: string | null;
  requestHash: string;
  /**
   * `no`: an old mirror is to be refreshed first. `while-it-serves`: not, because there is no turn for a read.
   * `yes`: it was refreshed for this request, or is to serve however old it is.
   */
  trustsMirror: "no" | "while-it-serves" | "yes";
}

export type Acceptance =
  /** `available`: credits that can be spent after this email. */
  | { kind: "accepted"; emailId: string; credits: number; available: number }
  /** The key was used before, with the same request: this is its email. */
  | { kind: "replayed"; emailId: string }
  /** The key was used before, with another request. */
  | { kind: "mismatch"; emailId: string }
  /** The mirror is too old to decide on; nothing was written. */
  | { kind: "stale" }
  /** Not enough credits; nothing was written. */
  | { kind: "short"; available: number };

/** Makes the email of a request final: its price, and the exact bytes for Resend. */
export function prepareEmail(
  emailId: string,
  { customerId, customerEmail, request, idempotencyKey }: NewEmail,
): Candidate {
  const envelope: Envelope = {
    from: env().EMAIL_FROM,
    cc: request.cc,
    bcc: request.bcc,
    replyTo: request.reply_to.length > 0 ? request.reply_to : [customerEmail],
  };
  return {
    emailId,
    customerId,
    credits: countRecipients(request),
    to: request.to,
    envelope,
    subject: request.subject,
    payload: renderPayload(request, envelope, { customerId, emailId }),
    idempotencyKey,
    requestHash: idempotencyKey === null ? "" : hashRequest(request),
    trustsMirror: "no",
  };
}

/** The request after normalisation, so that `to: "a@b.co"` and `to: ["a@b.co"]` are the same. */
function hashRequest(request: SendRequest): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("base64url");
}
