import "server-only";
import type { Payment, PaymentPage } from "../contracts/billing";
import type { NumberedPage } from "../dodo/history";
import { openInvoice, readPaymentOwner, readPayments } from "../dodo/payments";
import { loadAccount } from "./account";
import { readForDisplay } from "./display-reads";

/**
 * A page of a customer's payments, newest first; empty for one whom Dodo does not know yet. Throws ProviderUnavailable if
 * Dodo can't be asked and was not before.
 */
export async function listPayments(customerId: string, page: NumberedPage): Promise<PaymentPage> {
  const account = await loadAccount(customerId);
  const { dodoCustomerId } = account;
  const { value, asOf, isStale } = await readForDisplay<Payment[]>(
    account,
    `payments ${page.limit} ${page.page}`,
    async () => (dodoCustomerId === null ? [] : readPayments(dodoCustomerId, page)),
  );
  return {
    as_of: asOf.toISOString(),
    stale: isStale,
    has_more: value.length === page.limit,
    data: value,
  };
}

/**
 * The invoice of one of a customer's payments as a PDF; null if it is not theirs, or there is none. Dodo hands invoices
 * out to whoever knows the key, so whose payment it is is asked first. Throws ProviderUnavailable.
 */
export async function readInvoice(
  customerId: string,
  paymentId: string,
): Promise<ReadableStream<Uint8Array> | null> {
  const { dodoCustomerId } = await loadAccount(customerId);
  if (dodoCustomerId === null) return null;
  if ((await readPaymentOwner(paymentId)) !== dodoCustomerId) return null;
  return openInvoice(paymentId);
}
