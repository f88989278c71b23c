import "server-only";
import { z } from "zod";
import { parseMessage } from "../webhooks/message";
import { packCreditsOf } from "./products";

const paymentSchema = z.object({
  data: z.object({
    payment_id: z.string().min(1).max(200),
    status: z.string().nullish(),
    total_amount: z.number().int(),
    currency: z.string().length(3),
    subscription_id: z.string().nullish(),
    subscription_ids: z.array(z.string()).nullish(),
    product_cart: z
      .array(z.object({ product_id: z.string(), quantity: z.number().int().positive().default(1) }))
      .nullish(),
    card_last_four: z.string().max(10).nullish(),
    error_message: z.string().max(500).nullish(),
  }),
});

/** How a payment ended, as far as a customer is told of it by mail. */
export type PaymentNews =
  | { kind: "topup_paid"; paymentId: string; credits: number; amountMinor: number; currency: string }
  | {
      kind: "plan_failed";
      paymentId: string;
      dodoSubscriptionId: string;
      amountMinor: number;
      currency: string;
      card: string | null;
      reason: string | null;
    };

/**
 * Reads out of a verified message how a payment ended; null for any other message, and for a payment that is under way. The
 * payment's own status counts, not the type of the message: a late one carries what is true by then. An end is final, so
 * this is the one thing that is taken from a body and not read anew. Pure.
 */
export function readPaymentNews(type: string, rawBody: string): PaymentNews | null {
  if (!type.startsWith("payment.")) return null;
  const parsed = paymentSchema.safeParse(parseMessage(rawBody));
  if (!parsed.success) return null;
  const { data } = parsed.data;
  const facts = {
    paymentId: data.payment_id,
    amountMinor: data.total_amount,
    currency: data.currency,
  };
  if (data.status === "succeeded") {
    const credits = (data.product_cart ?? []).reduce(
      (sum, { product_id, quantity }) => sum + quantity * packCreditsOf(product_id),
      0,
    );
    return credits > 0 ? { kind: "topup_paid", credits, ...facts } : null;
  }
  const dodoSubscriptionId = data.subscription_id ?? data.subscription_ids?.[0];
  if (data.status !== "failed" || !dodoSubscriptionId) return null;
  const { card_last_four, error_message } = data;
  return {
    kind: "plan_failed",
    dodoSubscriptionId,
    ...facts,
    card: card_last_four || null,
    reason: error_message || null,
  };
}
