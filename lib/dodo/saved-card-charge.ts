import "server-only";
import type { DodoPayments } from "dodopayments";
import { z } from "zod";
import { waitForPermit } from "../providers/line";
import { askDodoNow, callDodo, itemsOf, stopsTheLine } from "./client";
import { CUSTOMER_METADATA_KEY } from "./customers";

/** Metadata of a payment that MailKit made by itself: the attempt that it is of. */
export const AUTO_TOPUP_METADATA_KEY = "mailkit_auto_topup_id";

const PERMIT_WAIT_MAX_MS = 3_000;
/** A bank takes seconds. Must stay well under the lease of an attempt. */
const CHARGE_TIMEOUT_MS = 30_000;
const READ_TIMEOUT_MS = 10_000;

type BillingAddress = NonNullable<
  NonNullable<Parameters<DodoPayments["checkoutSessions"]["create"]>[0]>["billing_address"]
>;

/** What became of a charge. Only `refused` is certain by itself; whether the rest was paid is asked of the payment. */
export type ChargeAnswer =
  /** Dodo took it. Without a payment id it may yet make one. */
  | { kind: "taken"; sessionId: string; paymentId: string | null }
  /** Nothing was charged. `byKey`: only an operator can help, and the customer has done nothing wrong. */
  | { kind: "refused"; status: number; byKey: boolean; reason: string }
  | { kind: "unknown"; reason: string };

export interface Charge {
  customerId: string;
  attemptId: string;
  dodoCustomerId: string;
  productId: string;
  paymentMethodId: string;
  /** Null if it is not known: then Dodo decides whether it needs one. */
  billing: BillingAddress | null;
}

const takenSchema = z.object({ session_id: z.string().min(1), payment_id: z.string().min(1).nullish() });
const billingSchema = z.object({
  billing: z.object({
    country: z.string().length(2),
    city: z.string().nullish(),
    state: z.string().nullish(),
    street: z.string().nullish(),
    zipcode: z.string().nullish(),
  }),
});

/** Takes a request out of Dodo's budget, as for a checkout. False: there is none, and nothing may be begun. */
export async function takeChargeTurn(): Promise<boolean> {
  return (await waitForPermit("dodo", PERMIT_WAIT_MAX_MS, "checkout")) === null;
}

/**
 * Where the customer's last payment was billed to, which a charge without a page needs; the country of the card if there
 * is none. Null if neither is known. It is asked for each time, so that no address is kept here. Throws ProviderUnavailable.
 */
export async function readBillingAddress(
  dodoCustomerId: string,
  issuingCountry: string | null,
): Promise<BillingAddress | null> {
  const rows = await callDodo("checkout", async (client) =>
    itemsOf(
      await client.payments.list(
        { customer_id: dodoCustomerId, status: "succeeded", page_number: 0, page_size: 1 },
        { timeout: READ_TIMEOUT_MS },
      ),
    ),
  );
  const [last] = rows;
  const billing = last && (await readBilling(last.payment_id));
  // The SDK lists the countries; Dodo checks them itself.
  return (billing ?? (issuingCountry && { country: issuingCountry }) ?? null) as BillingAddress | null;
}

async function readBilling(paymentId: string) {
  return callDodo("checkout", async (client) => {
    const payment: unknown = await client.payments.retrieve(paymentId, { timeout: READ_TIMEOUT_MS });
    return billingSchema.safeParse(payment).data?.billing ?? null;
  });
}

/**
 * Charges a saved card for one pack, at once and without a page, with a permit that was taken. Dodo knows no idempotency
 * here, so this is called once for an attempt, whatever comes of it. Never throws for what Dodo or the network does.
 */
export async function chargeSavedCard(charge: Charge): Promise<ChargeAnswer> {
  const answer = await askDodoNow("checkout", async (client) => {
    const taken: unknown = await client.checkoutSessions.create(
      {
        product_cart: [{ product_id: charge.productId, quantity: 1 }],
        customer: { customer_id: charge.dodoCustomerId },
        payment_method_id: charge.paymentMethodId,
        confirm: true,
        ...(charge.billing && { billing_address: charge.billing }),
        minimal_address: true,
        metadata: {
          [CUSTOMER_METADATA_KEY]: charge.customerId,
          [AUTO_TOPUP_METADATA_KEY]: charge.attemptId,
        },
      },
      // The SDK would try again by itself, and charge again.
      { timeout: CHARGE_TIMEOUT_MS, maxRetries: 0 },
    );
    return takenSchema.parse(taken);
  });
  if (answer.kind === "answered")
    return { kind: "taken", sessionId: answer.value.session_id, paymentId: answer.value.payment_id ?? null };
  // A conflict may be with what this very call has done.
  if (answer.kind === "unknown" || answer.status === 409) return { kind: "unknown", reason: answer.reason };
  const byKey = stopsTheLine(answer, "checkout");
  return { kind: "refused", status: answer.status, byKey, reason: answer.reason };
}
