import "server-only";
import { z } from "zod";
import type { Payment, PaymentState } from "../contracts/billing";
import { callDodo, itemsOf } from "./client";
import type { NumberedPage } from "./history";

/** People look at it; nothing waits for it. */
const TIMEOUT_MS = 5_000;
/** For all of an invoice, its transfer included. */
const INVOICE_TIMEOUT_MS = 30_000;

const iso = z.coerce.date().transform((date) => date.toISOString());
const rowsSchema = z.array(
  z.object({
    payment_id: z.string(),
    status: z.string().nullish(),
    refund_status: z.string().nullish(),
    total_amount: z.number().int(),
    currency: z.string().length(3),
    subscription_id: z.string().nullish(),
    subscription_ids: z.array(z.string()).nullish(),
    card_network: z.string().nullish(),
    card_last_four: z.string().nullish(),
    invoice_id: z.string().nullish(),
    invoice_url: z.string().nullish(),
    created_at: iso,
  }),
);
type Row = z.infer<typeof rowsSchema>[number];

/** A page of the customer's payments, newest first. Throws ProviderUnavailable. */
export async function readPayments(dodoCustomerId: string, page: NumberedPage): Promise<Payment[]> {
  const rows = await callDodo("read-for-page", async (client) =>
    rowsSchema.parse(
      itemsOf(
        await client.payments.list(
          { customer_id: dodoCustomerId, page_number: page.page, page_size: page.limit },
          { timeout: TIMEOUT_MS },
        ),
      ),
    ),
  );
  return rows.map(toPayment);
}

const ALL_PAGES_MAX = 20;
const ALL_PAGE_SIZE = 100;

/** The payments of all customers since then, newest first; at most two thousand. Throws ProviderUnavailable. */
export async function readAllPayments(since: Date): Promise<{ payments: Payment[]; isComplete: boolean }> {
  const payments: Payment[] = [];
  for (let page = 0; page < ALL_PAGES_MAX; page++) {
    const rows = await callDodo("audit", async (client) =>
      rowsSchema.parse(
        itemsOf(
          await client.payments.list(
            { created_at_gte: since.toISOString(), page_number: page, page_size: ALL_PAGE_SIZE },
            { timeout: TIMEOUT_MS },
          ),
        ),
      ),
    );
    payments.push(...rows.map(toPayment));
    if (rows.length < ALL_PAGE_SIZE) return { payments, isComplete: true };
  }
  return { payments, isComplete: false };
}

function toPayment(row: Row): Payment {
  const isPlan = Boolean(row.subscription_id) || (row.subscription_ids?.length ?? 0) > 0;
  return {
    id: row.payment_id,
    item: isPlan ? "plan" : "topup",
    state: stateOf(row),
    amount_minor: row.total_amount,
    currency: row.currency,
    card: [row.card_network, row.card_last_four].filter(Boolean).join(" ") || null,
    has_invoice: Boolean(row.invoice_id ?? row.invoice_url),
    created_at: row.created_at,
  };
}

/** What is neither done nor given up is pending: the bank or the customer still has something to do. */
function stateOf({ status, refund_status }: Row): PaymentState {
  if (refund_status === "full") return "refunded";
  if (refund_status === "partial") return "partially_refunded";
  if (status === "succeeded") return "paid";
  return status === "failed" || status === "cancelled" ? status : "pending";
}

const ownerSchema = z.object({ customer: z.object({ customer_id: z.string() }) });

/** The customer at Dodo whose payment this is; null if there is no such payment. Throws ProviderUnavailable. */
export async function readPaymentOwner(paymentId: string): Promise<string | null> {
  return callDodo(
    "read-for-page",
    async (client) => {
      const payment: unknown = await client.payments.retrieve(paymentId, { timeout: TIMEOUT_MS });
      return ownerSchema.parse(payment).customer.customer_id;
    },
    null,
  );
}

/**
 * The invoice of a payment as a PDF, as it arrives; null if there is none. Whose payment it is was to be checked before.
 * Throws ProviderUnavailable.
 */
export async function openInvoice(paymentId: string): Promise<ReadableStream<Uint8Array> | null> {
  return callDodo(
    "read-for-page",
    async (client) => {
      const answer = await client.invoices.payments.retrieve(paymentId, {
        timeout: TIMEOUT_MS,
        signal: AbortSignal.timeout(INVOICE_TIMEOUT_MS),
      });
      return answer.body;
    },
    null,
  );
}
