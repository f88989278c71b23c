import "server-only";
import { AppError } from "../errors";
import { callDodo } from "./client";

const TIMEOUT_MS = 10_000;

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
  const created = await callDodo("checkout", (client) =>
    client.checkoutSessions.create(
      {
        product_cart: [{ product_id: session.productId, quantity: 1 }],
        customer: { customer_id: session.dodoCustomerId },
        return_url: session.returnUrl,
        cancel_url: session.cancelUrl,
        metadata: session.metadata,
        feature_flags: { allow_customer_editing_email: false },
      },
      { timeout: TIMEOUT_MS },
    ),
  );
  if (!created.checkout_url)
    throw new AppError("provider_refused", "Dodo Payments opened no checkout page. Try again.", {
      retryable: true,
    });
  return { sessionId: created.session_id, url: created.checkout_url };
}

export type SessionPayment = "none" | "processing" | "failed" | "succeeded";

/** How far the payment of a session has come. */
export async function readSessionPayment(sessionId: string): Promise<SessionPayment> {
  const session = await callDodo("checkout", (client) =>
    client.checkoutSessions.retrieve(sessionId, { timeout: TIMEOUT_MS }),
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
