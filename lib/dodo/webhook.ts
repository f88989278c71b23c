import "server-only";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { z } from "zod";
import { env } from "../env";
import { AppError } from "../errors";
import { CAPTURE_METADATA_KEY } from "./ledger";

/** `msg_` ids have about 30 characters; a header far longer than that is not one. */
const ID_CHARS_MAX = 256;

/**
 * Checks the Standard Webhooks signature over the exact text, with the timestamp at most 5 minutes off, and returns
 * the message's id. The library is called directly: the SDK's `unwrap` verifies nothing when it is handed headers in
 * another form than it expects. Throws `invalid_signature`.
 */
export function verifyDodoWebhook(rawBody: string, headers: Headers): string {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const signature = headers.get("webhook-signature") ?? "";
  try {
    // A header that was sent twice arrives joined by a comma; which of the two was meant can't be known. The library
    // reads a timestamp up to its first other character, so it would not mind.
    if (id.length > ID_CHARS_MAX || signature.includes(", ") || !/^\d+$/.test(timestamp))
      throw new WebhookVerificationError("Ambiguous headers");
    new Webhook(env().DODO_WEBHOOK_KEY).verify(rawBody, {
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

/** Printable: a null character, which JSON may hold, is more than a text column takes. */
const envelopeSchema = z.object({ type: z.string().regex(/^[\x21-\x7e]{1,200}$/) });
const subjectSchema = z.object({
  data: z.object({
    customer_id: z.string().optional(),
    customer: z.object({ customer_id: z.string() }).optional(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** The type of a verified message; `unknown` for one of a shape that is not Dodo's. */
export function webhookType(rawBody: string): string {
  const parsed = envelopeSchema.safeParse(parseJson(rawBody));
  return parsed.success ? parsed.data.type : "unknown";
}

/** What a message tells MailKit: that something of one customer is not as it was. The new state is read from Dodo. */
export type DodoNews =
  /** `billing`: plan or grants may have changed, not only the balance. */
  { kind: "changed"; dodoCustomerId: string; billing: boolean } | { kind: "irrelevant"; reason: string };

const FAMILIES = ["credit.", "payment.", "refund.", "dispute.", "subscription."];
/** Credit events after which plan and grants are as they were. */
const BALANCE_ONLY = new Set([
  "credit.deducted",
  "credit.balance_low",
  "credit.overage_charged",
  "credit.overage_reset",
]);

/**
 * Reads the news out of a verified message. The body's state is not used: it may be older or newer than its type
 * says, and arrive in any order, so the message only says where to look. Pure.
 */
export function readDodoNews(type: string, rawBody: string): DodoNews {
  if (!FAMILIES.some((family) => type.startsWith(family)))
    return { kind: "irrelevant", reason: "nothing here depends on this type" };
  const parsed = subjectSchema.safeParse(parseJson(rawBody));
  if (!parsed.success) return { kind: "irrelevant", reason: "the body has no data that could be read" };
  const { customer_id, customer, metadata } = parsed.data.data;
  const dodoCustomerId = customer_id ?? customer?.customer_id;
  if (!dodoCustomerId) return { kind: "irrelevant", reason: "the message names no customer" };
  if (metadata?.[CAPTURE_METADATA_KEY] !== undefined)
    return { kind: "irrelevant", reason: "our own capture" };
  return { kind: "changed", dodoCustomerId, billing: !BALANCE_ONLY.has(type) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
