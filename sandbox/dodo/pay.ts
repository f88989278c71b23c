import type { CheckoutRow, Customer, Payment, WebhookEvent } from "../entities";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import type { TestCard } from "./cards";
import { type CartItem, cartItems } from "./checkout";
import { createCustomer, findCustomerByEmail } from "./customers";
import { DodoError, found } from "./errors";
import { paymentEvent, subscriptionEvent } from "./events";
import { grantCredits } from "./ledger";
import { expiryOf } from "./ledger-entry";
import { attachCard } from "./payment-methods";
import { recordPayment } from "./payments";
import type { SavedCardOutcome } from "./saved-card-charge";
import { grantCycle, startSubscription } from "./subscriptions";

const DECLINED = "Your card was declined.";

interface PayInput {
  card: TestCard;
  /** Only used when the session lets the customer say who they are. */
  email?: string;
  name?: string;
  origin: string;
  /** A saved card that is charged without the customer; what else it may come to. */
  saved?: SavedCardOutcome;
}

interface PayResult {
  status: "succeeded" | "failed";
  redirect_url: string | null;
  payment: Payment;
}

/** What the button on the hosted page does. A decline leaves the session open for another try. */
export function payCheckout(sandbox: Sandbox, sessionId: string, input: PayInput): PayResult {
  const session = openCheckout(sandbox, sessionId);
  const customer = payingCustomer(sandbox, session, input);
  const { card, saved } = input;
  const isPaid = saved ? saved === "succeeded" : card.outcome !== "declined";
  const openAs = saved === "processing" || saved === "requires_customer_action" ? saved : null;
  const items = cartItems(sandbox, session.request);
  const metadata = session.request.metadata ?? {};

  const recurring = items.find(({ price }) => price.type === "recurring_price");
  const method = isPaid ? attachCard(sandbox, customer.customer_id, card) : null;
  const subscription =
    method && recurring?.price.type === "recurring_price"
      ? startSubscription(sandbox, {
          customer,
          product: recurring.product,
          price: recurring.price,
          quantity: recurring.quantity,
          paymentMethodId: method.payment_method_id,
          metadata,
        })
      : null;
  const payment = recordPayment(sandbox, {
    customer,
    totalMinor: session.total_minor,
    card: { ...card, last4: card.number.slice(-4) },
    isPaid,
    openAs,
    paymentMethodId: method?.payment_method_id ?? null,
    subscriptionId: subscription?.subscription_id ?? null,
    cart: items.map(({ product, quantity }) => ({ product_id: product.product_id, quantity })),
    checkoutSessionId: session.session_id,
    metadata,
    origin: input.origin,
  });

  const oneTime = items.filter((item) => item !== recurring);
  const credits = isPaid ? oneTime.flatMap((item) => grantOneTime(sandbox, item, payment)) : [];
  const cycle = subscription ? grantCycle(sandbox, subscription) : [];
  // The first payment of a subscription counts as a renewal, too.
  const news = (["subscription.active", "subscription.renewed", "subscription.updated"] as const).flatMap(
    (type) => (subscription ? [subscriptionEvent(sandbox, type, subscription)] : []),
  );
  sandbox.webhooks.emit("dodo", [...eventsOf(sandbox, payment), ...news, ...cycle, ...credits]);

  const redirect_url = redirectUrl(
    session,
    payment,
    subscription ? "active" : isPaid ? "succeeded" : "failed",
  );
  sandbox.store.checkouts.put(session.session_id, {
    ...session,
    customer_id: customer.customer_id,
    customer_email: customer.email,
    customer_name: customer.name,
    payment_id: payment.payment_id,
    payment_status: payment.status ?? null,
    is_consumed: isPaid || openAs !== null,
    redirect_url,
  });
  return { status: isPaid ? "succeeded" : "failed", redirect_url, payment };
}

/** A payment that waits for its customer has no event of its own. */
function eventsOf(sandbox: Sandbox, payment: Payment): WebhookEvent[] {
  const { status } = payment;
  if (status !== "succeeded" && status !== "failed" && status !== "processing") return [];
  return [paymentEvent(sandbox, `payment.${status}`, payment)];
}

/** What a payment that was left open becomes, once the bank or the customer has decided. */
export function finishPayment(sandbox: Sandbox, paymentId: string, status: "succeeded" | "failed"): Payment {
  const { store, clock } = sandbox;
  const open = found(store.payments.get(paymentId), "Payment");
  if (open.status !== "processing" && open.status !== "requires_customer_action")
    throw new DodoError(409, "UNSUPPORTED_ACTION", "The payment has come to its end");
  const isPaid = status === "succeeded";
  const payment = store.payments.put(paymentId, {
    ...open,
    status,
    updated_at: clock.timestamp(),
    ...(isPaid ? { invoice_id: dodoId("inv") } : { error_code: "GENERIC_DECLINE", error_message: DECLINED }),
  });
  const session = store.checkouts.get(payment.checkout_session_id ?? "");
  const items = isPaid && session ? cartItems(sandbox, session.request) : [];
  if (session) store.checkouts.put(session.session_id, { ...session, payment_status: status });
  const credits = items.flatMap((item) => grantOneTime(sandbox, item, payment));
  sandbox.webhooks.emit("dodo", [...eventsOf(sandbox, payment), ...credits]);
  return payment;
}

/** Single use, and only while it is valid. */
export function openCheckout(sandbox: Sandbox, sessionId: string): CheckoutRow {
  const session = found(sandbox.store.checkouts.get(sessionId), "Checkout session");
  if (session.is_consumed) {
    throw new DodoError(409, "CHECKOUT_SESSION_CONSUMED", "This checkout session has already been used");
  }
  if (Date.parse(session.expires_at) <= sandbox.clock.nowMs()) {
    throw new DodoError(410, "CHECKOUT_SESSION_EXPIRED", "This checkout session has expired");
  }
  return session;
}

function payingCustomer(sandbox: Sandbox, session: CheckoutRow, input: PayInput): Customer {
  const known = sandbox.store.customers.get(session.customer_id ?? "");
  const mayEditEmail = session.request.feature_flags?.allow_customer_editing_email !== false;
  const email = (mayEditEmail && input.email?.trim()) || session.customer_email;
  if (known && (!email || email === known.email)) return known;
  if (!email) throw new DodoError(422, "INVALID_REQUEST_BODY", "An email address is required");
  // The trap of an editable address: the purchase moves to whoever it names.
  const isReused = !session.request.feature_flags?.always_create_new_customer;
  const existing = isReused ? findCustomerByEmail(sandbox, email) : null;
  return (
    existing ?? createCustomer(sandbox, { email, name: input.name?.trim() || session.customer_name || email })
  );
}

function grantOneTime(sandbox: Sandbox, item: CartItem, payment: Payment): WebhookEvent[] {
  return item.credits.flatMap((credit) => {
    const { events } = grantCredits(sandbox, {
      customerId: payment.customer.customer_id,
      entitlementId: credit.entitlementId,
      amount: credit.amount * item.quantity,
      sourceType: "one_time",
      sourceId: payment.payment_id,
      expiresAt: expiryOf(sandbox, credit.expiresAfterDays),
      transactionType: "credit_added",
      description: "Credits granted for OneTime payment",
      referenceType: "payment",
      metadata: payment.metadata,
    });
    return events;
  });
}

/** Appends to whatever query the return URL has already. It is unsigned: nobody may grant anything from it. */
function redirectUrl(session: CheckoutRow, payment: Payment, status: string): string | null {
  if (!session.request.return_url) return null;
  const url = new URL(session.request.return_url);
  if (payment.subscription_id) url.searchParams.append("subscription_id", payment.subscription_id);
  else url.searchParams.append("payment_id", payment.payment_id);
  url.searchParams.append("status", status);
  url.searchParams.append("email", payment.customer.email);
  return url.href;
}
