import "server-only";
import { z } from "zod";
import { callDodo, itemsOf } from "./client";

const TIMEOUT_MS = 10_000;
/** Dodo's limit of a page. Whoever has more refunds or disputes than that has been seen by an operator. */
const PAGE_SIZE = 100;

const refundSchema = z.object({
  refund_id: z.string(),
  payment_id: z.string(),
  status: z.string(),
  is_partial: z.boolean().catch(false),
  amount: z.number().nullish(),
  currency: z.string().nullish(),
});
/** A refund as Dodo has it. `amount` is in the currency's smallest unit. */
export type Refund = z.infer<typeof refundSchema>;

const disputeSchema = z.object({
  dispute_id: z.string(),
  payment_id: z.string(),
  dispute_status: z.string(),
  amount: z.string().nullish(),
  currency: z.string().nullish(),
});
/** A dispute as Dodo has it. */
export type Dispute = z.infer<typeof disputeSchema>;

const paymentSchema = z.object({
  total_amount: z.number(),
  subscription_id: z.string().nullish(),
  created_at: z.coerce.date(),
});
/** What of a payment decides which credits it brought. */
export type RefundedPayment = z.infer<typeof paymentSchema>;

/** All refunds of a customer's payments. Throws ProviderUnavailable. */
export async function readRefunds(dodoCustomerId: string): Promise<Refund[]> {
  return callDodo("news", async (client) =>
    z
      .array(refundSchema)
      .parse(
        itemsOf(
          await client.refunds.list(
            { customer_id: dodoCustomerId, page_number: 0, page_size: PAGE_SIZE },
            { timeout: TIMEOUT_MS },
          ),
        ),
      ),
  );
}

/** All disputes of a customer's payments. Throws ProviderUnavailable. */
export async function readDisputes(dodoCustomerId: string): Promise<Dispute[]> {
  return callDodo("news", async (client) =>
    z
      .array(disputeSchema)
      .parse(
        itemsOf(
          await client.disputes.list(
            { customer_id: dodoCustomerId, page_number: 0, page_size: PAGE_SIZE },
            { timeout: TIMEOUT_MS },
          ),
        ),
      ),
  );
}

/** The payment that was refunded. Throws ProviderUnavailable. */
export async function readRefundedPayment(paymentId: string): Promise<RefundedPayment> {
  return callDodo("news", async (client) =>
    paymentSchema.parse(await client.payments.retrieve(paymentId, { timeout: TIMEOUT_MS })),
  );
}
