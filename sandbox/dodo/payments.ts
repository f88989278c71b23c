import type { CustomerLimitedDetails, PaymentListResponse } from "dodopayments/resources/payments";
import { sandboxDefaults } from "../constants";
import type { Customer, Payment } from "../entities";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import type { TestCard } from "./cards";

export type OpenStatus = "processing" | "requires_customer_action";

interface PaymentInput {
  customer: Customer;
  totalMinor: number;
  card: Pick<TestCard, "network" | "errorCode" | "errorMessage"> & { last4: string };
  isPaid: boolean;
  /** A payment that is neither paid nor declined yet; `isPaid` is false then. */
  openAs?: OpenStatus | null;
  paymentMethodId: string | null;
  subscriptionId: string | null;
  cart: Payment["product_cart"];
  checkoutSessionId: string | null;
  metadata: Payment["metadata"];
  /** Under which the invoice can be opened in a browser. */
  origin: string;
}

export function recordPayment(sandbox: Sandbox, input: PaymentInput): Payment {
  const { customer, totalMinor, card, isPaid, openAs, subscriptionId } = input;
  const now = sandbox.clock.timestamp();
  const payment_id = dodoId("pay");
  const payment = {
    payment_id,
    business_id: sandboxDefaults.businessId,
    brand_id: sandboxDefaults.businessId,
    status: openAs ?? (isPaid ? "succeeded" : "failed"),
    total_amount: totalMinor,
    tax: 0,
    currency: "USD",
    settlement_amount: totalMinor,
    settlement_currency: "USD",
    settlement_tax: 0,
    customer: limitedDetails(customer),
    billing: { country: "US", city: null, state: null, street: null, zipcode: null },
    subscription_id: subscriptionId,
    subscription_ids: subscriptionId ? [subscriptionId] : [],
    is_multi_subscription: false,
    // Null on a subscription's payments: only one-time purchases carry their cart.
    product_cart: subscriptionId ? null : input.cart,
    metadata: input.metadata,
    checkout_session_id: input.checkoutSessionId,
    invoice_id: isPaid ? dodoId("inv") : null,
    invoice_url: isPaid ? `${input.origin}/invoices/${payment_id}` : null,
    payment_link: null,
    payment_provider: "dodo",
    payment_method: "card",
    payment_method_type: "credit",
    payment_method_id: input.paymentMethodId,
    card_last_four: card.last4,
    card_network: card.network,
    card_type: "CREDIT",
    card_issuing_country: "US",
    error_code: isPaid || openAs ? null : (card.errorCode ?? "GENERIC_DECLINE"),
    error_message: isPaid || openAs ? null : (card.errorMessage ?? "Your card was declined."),
    refunds: [],
    disputes: [],
    refund_status: null,
    retry_attempt: 0,
    digital_products_delivered: false,
    is_update_payment_method: false,
    created_at: now,
    updated_at: now,
  } satisfies Payment;
  return sandbox.store.payments.put(payment_id, payment);
}

export function limitedDetails({
  customer_id,
  email,
  name,
  metadata,
  phone_number,
}: Customer): CustomerLimitedDetails {
  return { customer_id, email, name, metadata: metadata ?? {}, phone_number: phone_number ?? null };
}

export function wirePaymentListItem(payment: Payment): PaymentListResponse {
  return {
    payment_id: payment.payment_id,
    brand_id: payment.brand_id,
    created_at: payment.created_at,
    currency: payment.currency,
    customer: payment.customer,
    digital_products_delivered: payment.digital_products_delivered,
    has_license_key: false,
    is_multi_subscription: payment.is_multi_subscription,
    metadata: payment.metadata,
    payment_provider: payment.payment_provider,
    subscription_ids: payment.subscription_ids,
    subscription_id: payment.subscription_id,
    total_amount: payment.total_amount,
    card_last_four: payment.card_last_four,
    card_network: payment.card_network,
    dispute_status: null,
    invoice_id: payment.invoice_id,
    invoice_url: payment.invoice_url,
    payment_method: payment.payment_method,
    payment_method_type: payment.payment_method_type,
    refund_status: payment.refund_status,
    status: payment.status,
  };
}
