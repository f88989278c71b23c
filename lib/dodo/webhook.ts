import "server-only";
import { z } from "zod";
import { env } from "../env";
import { parseMessage, verifyMessage } from "../webhooks/message";
import { CAPTURE_METADATA_KEY } from "./ledger";
import { AUTO_TOPUP_METADATA_KEY } from "./saved-card-charge";

/** Checks who sent a message and returns its id. Throws `invalid_signature`. */
export function verifyDodoWebhook(rawBody: string, headers: Headers): string {
  return verifyMessage(rawBody, headers, { headers: "webhook", key: env().DODO_WEBHOOK_KEY });
}

const subjectSchema = z.object({
  data: z.object({
    customer_id: z.string().optional(),
    customer: z.object({ customer_id: z.string() }).optional(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** What a message tells MailKit: that something of one customer is not as it was. The new state is read from Dodo. */
export type DodoNews =
  /**
   * `billing`: plan or grants may have changed, not only the balance. `autoTopUpId`: it is about a payment that MailKit
   * made by itself. `cases`: refunds or disputes have changed.
   */
  | {
      kind: "changed";
      dodoCustomerId: string;
      billing: boolean;
      autoTopUpId: string | null;
      cases: boolean;
    }
  | { kind: "irrelevant"; reason: string };

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
  const parsed = subjectSchema.safeParse(parseMessage(rawBody));
  if (!parsed.success) return { kind: "irrelevant", reason: "the body has no data that could be read" };
  const { customer_id, customer, metadata } = parsed.data.data;
  const dodoCustomerId = customer_id ?? customer?.customer_id;
  if (!dodoCustomerId) return { kind: "irrelevant", reason: "the message names no customer" };
  if (metadata?.[CAPTURE_METADATA_KEY] !== undefined)
    return { kind: "irrelevant", reason: "our own capture" };
  const autoTopUpId = z.uuid().safeParse(metadata?.[AUTO_TOPUP_METADATA_KEY]).data ?? null;
  return {
    kind: "changed",
    dodoCustomerId,
    billing: !BALANCE_ONLY.has(type),
    autoTopUpId,
    cases: /^(refund|dispute)\./.test(type),
  };
}
