import "server-only";
import { z } from "zod";
import { callDodo } from "./client";

const TIMEOUT_MS = 10_000;

const createdSchema = z.object({ session_id: z.string().min(1), checkout_url: z.url() });
const sessionSchema = z.object({ payment_status: z.string().nullish() });

interface NewSession {
  dodoCustomerId: string;
  productId: string;
  returnUrl: string;
  cancelUrl: string;
  /** Dodo copies it to the payment, the subscription and the credit grant. */
  metadata: Record<string, string>;
}

/**
 * Opens a checkout for one product. The customer is fixed, and so is the address: a changed one would move the
 * purchase to another customer. Creating is not idempotent, but a session that nobody opens does nothing.
 */
export async function createCheckoutSession(
  session: NewSession,
): Promise<{ sessionId: string; url: string }> {
  return callDodo("checkout", async (client) => {
    const created: unknown = await client.checkoutSessions.create(
      {
        product_cart: [{ product_id: session.productId, quantity: 1 }],
        customer: { customer_id: session.dodoCustomerId },
        return_url: session.returnUrl,
        cancel_url: session.cancelUrl,
        metadata: session.metadata,
        feature_flags: { allow_customer_editing_email: false },
      },
      { timeout: TIMEOUT_MS },
    );
    const { session_id, checkout_url } = createdSchema.parse(created);
    return { sessionId: session_id, url: checkout_url };
  });
}

export type SessionPayment = "none" | "processing" | "failed" | "succeeded";

/** How far the payment of a session has come. A browser polls this, so it must not take the budget of sends. */
export async function readSessionPayment(sessionId: string): Promise<SessionPayment> {
  const session = await callDodo("read-for-display", async (client) =>
    sessionSchema.parse(await client.checkoutSessions.retrieve(sessionId, { timeout: TIMEOUT_MS })),
  );
  switch (session.payment_status) {
    case "succeeded":
      return "succeeded";
    case "failed":
    case "cancelled":
      return "failed";
    case null:
    case undefined:
    case "requires_payment_method":
      return "none";
    default:
      return "processing";
  }
}
