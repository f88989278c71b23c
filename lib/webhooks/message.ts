import "server-only";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { z } from "zod";
import { AppError } from "../errors";

/** `msg_` ids have about 30 characters; a header far longer than that is not one. */
const ID_CHARS_MAX = 256;
/** Printable: a null character, which JSON may hold, is more than a text column takes. */
const envelopeSchema = z.object({ type: z.string().regex(/^[\x21-\x7e]{1,200}$/) });

interface Sender {
  /** What the names of the three headers begin with. Dodo's are those of Standard Webhooks, Resend's those of Svix. */
  headers: "webhook" | "svix";
  /** The endpoint's signing key, `whsec_` and base64. */
  key: string;
}

/**
 * Checks the Standard Webhooks signature over the exact text, with the timestamp at most 5 minutes off, and returns
 * the message's id. The library is called directly: Dodo's SDK verifies nothing when it is handed headers in another
 * form than it expects. Throws `invalid_signature`.
 */
export function verifyMessage(rawBody: string, headers: Headers, sender: Sender): string {
  const header = (name: string) => headers.get(`${sender.headers}-${name}`) ?? "";
  const [id, timestamp, signature] = [header("id"), header("timestamp"), header("signature")];
  try {
    // A header that was sent twice arrives joined by a comma; which of the two was meant can't be known. The library
    // reads a timestamp up to its first other character, so it would not mind.
    if (id.length > ID_CHARS_MAX || signature.includes(", ") || !/^\d+$/.test(timestamp))
      throw new WebhookVerificationError("Ambiguous headers");
    new Webhook(sender.key).verify(rawBody, {
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signature,
    });
    // The library takes an empty body for a good one.
    JSON.parse(rawBody);
    return id;
  } catch (cause) {
    if (cause instanceof WebhookVerificationError)
      throw new AppError("invalid_signature", "invalid signature", {}, { cause });
    // The signature is right, and the text is not what it should be.
    if (cause instanceof SyntaxError)
      throw new AppError("unreadable_body", "The body is not valid JSON.", {}, { cause });
    throw new AppError(
      "misconfigured",
      "The webhook could not be checked. The operator has been told why.",
      {},
      { cause },
    );
  }
}

/** The type of a verified message; `unknown` for one of a shape that no provider gives it. */
export function messageType(rawBody: string): string {
  const parsed = envelopeSchema.safeParse(parseMessage(rawBody));
  return parsed.success ? parsed.data.type : "unknown";
}

/** The body as JSON; undefined if it is none. */
export function parseMessage(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
}
