import "server-only";
import { z } from "zod";
import type { Priority } from "../providers/line";
import { callDodo, itemsOf } from "./client";
import { AUTO_TOPUP_METADATA_KEY } from "./saved-card-charge";

const TIMEOUT_MS = 10_000;
/** Dodo's limit of a page. */
const PAGE_SIZE = 100;
/** A customer with more payments in the time of one attempt is not believed to have been read to the end. */
const PAGES_MAX = 5;
/** Clocks of Dodo's and the database's may differ by this much. */
const CLOCK_SKEW_MS = 60 * 60_000;

/** A payment that proves what became of an attempt. */
export interface EvidencePayment {
  id: string;
  /** Dodo's word; null if it has none yet, or does not know the payment any more. */
  status: string | null;
  /** Why it was declined, for people. */
  message: string | null;
}

const paymentSchema = z.object({
  payment_id: z.string(),
  status: z.string().nullish(),
  error_message: z.string().nullish(),
});
const rowSchema = paymentSchema.extend({ metadata: z.record(z.string(), z.unknown()).nullish() });

interface Search {
  dodoCustomerId: string;
  attemptId: string;
  /** The attempt's payment, if Dodo named it. */
  paymentId: string | null;
  createdAt: Date;
}

/**
 * The payments of an attempt, as Dodo has them now: the one that it named, else those with the attempt's id in their
 * metadata. An empty list means that the whole list was read and there is none. Throws ProviderUnavailable.
 */
export async function findTopUpPayments(search: Search, priority: Priority): Promise<EvidencePayment[]> {
  if (search.paymentId !== null) return [await readPayment(search.paymentId, priority)];
  const found: EvidencePayment[] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const rows = await callDodo(priority, async (client) =>
      z.array(rowSchema).parse(
        itemsOf(
          await client.payments.list(
            {
              customer_id: search.dodoCustomerId,
              created_at_gte: new Date(search.createdAt.getTime() - CLOCK_SKEW_MS).toISOString(),
              page_number: page,
              page_size: PAGE_SIZE,
            },
            { timeout: TIMEOUT_MS },
          ),
        ),
      ),
    );
    const ours = rows.filter(({ metadata }) => metadata?.[AUTO_TOPUP_METADATA_KEY] === search.attemptId);
    found.push(...(await Promise.all(ours.map(({ payment_id }) => readPayment(payment_id, priority)))));
    if (found.length > 0 || rows.length < PAGE_SIZE) return found;
  }
  throw new Error(`The payments of ${search.dodoCustomerId} are more than can be read`);
}

/** Rows of the list lack the reason of a decline, so a payment is read by its id. */
async function readPayment(paymentId: string, priority: Priority): Promise<EvidencePayment> {
  return callDodo<EvidencePayment>(
    priority,
    async (client) => {
      const payment: unknown = await client.payments.retrieve(paymentId, { timeout: TIMEOUT_MS });
      const { payment_id, status, error_message } = paymentSchema.parse(payment);
      return { id: payment_id, status: status ?? null, message: error_message ?? null };
    },
    { id: paymentId, status: null, message: null },
  );
}
