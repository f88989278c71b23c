import DodoPayments from "dodopayments";
import { Resend } from "resend";
import { sandboxDefaults } from "@/sandbox/constants";
import type { RunningSandbox } from "../support/sandbox";

export const entitlement = { credit_entitlement_id: sandboxDefaults.creditEntitlementId };
export const dayMs = 86_400_000;

/** The official SDKs, unchanged, pointed at the sandbox. Retries are off: a test wants to see each answer. */
export const dodoClient = (
  sandbox: RunningSandbox,
  bearerToken: string = sandboxDefaults.dodoApiKey,
): DodoPayments => new DodoPayments({ bearerToken, baseURL: sandbox.dodoUrl, maxRetries: 0 });

export const resendClient = (sandbox: RunningSandbox, key: string = sandboxDefaults.resendApiKey): Resend =>
  new Resend(key, { baseUrl: sandbox.resendUrl });

export const createCustomer = (dodo: DodoPayments, email = "ada@lovelace.co") =>
  dodo.customers.create({ email, name: "Ada" });

export function openCheckout(dodo: DodoPayments, customer_id: string, product: "plan" | "topup" = "plan") {
  const product_id = product === "plan" ? sandboxDefaults.planProductId : sandboxDefaults.topupProductId;
  return dodo.checkoutSessions.create({
    product_cart: [{ product_id, quantity: 1 }],
    customer: { customer_id },
    return_url: "http://localhost:3000/dashboard?subscribed=1",
    cancel_url: "http://localhost:3000/billing",
    metadata: { order: "o-1" },
  });
}

/** A customer with a paid plan: 5,000 credits. */
export async function subscriber(sandbox: RunningSandbox, dodo: DodoPayments, card = "4242424242424242") {
  const customer = await createCustomer(dodo);
  const session = await openCheckout(dodo, customer.customer_id);
  await sandbox.control.pay(session.session_id, card);
  const [subscription] = (await sandbox.control.state()).subscriptions;
  if (!subscription) throw new Error("The checkout made no subscription");
  return { customerId: customer.customer_id, subscriptionId: subscription.subscription_id };
}

export async function balanceOf(dodo: DodoPayments, customerId: string): Promise<number> {
  return Number((await dodo.creditEntitlements.balances.retrieve(customerId, entitlement)).balance);
}

export function debit(dodo: DodoPayments, customerId: string, amount: number, idempotency_key?: string) {
  return dodo.creditEntitlements.balances.createLedgerEntry(customerId, {
    ...entitlement,
    amount: String(amount),
    entry_type: "debit",
    idempotency_key,
  });
}

/** The status of the error that a call ends with; 0 when there was no answer, null when it succeeded. */
export async function statusOf(call: Promise<unknown>): Promise<number | null> {
  try {
    await call;
    return null;
  } catch (error) {
    return error instanceof DodoPayments.APIError ? (error.status ?? 0) : Promise.reject(error);
  }
}

export const email = (to: string, subject = "Hello") => ({
  from: sandboxDefaults.emailFrom,
  to,
  subject,
  html: "<p>Hello</p>",
});
