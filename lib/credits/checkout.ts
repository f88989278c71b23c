import "server-only";
import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { catalogue, isPlan, type Pack, type Plan } from "../catalogue";
import type { CheckoutState } from "../contracts/checkout";
import { database } from "../db/client";
import { checkouts } from "../db/schema/credits";
import { hasLivePlan } from "../dodo/billing-state";
import { createCheckoutSession, readSessionPayment } from "../dodo/checkout-sessions";
import { CUSTOMER_METADATA_KEY, createPortalLink } from "../dodo/customers";
import { productIdOf } from "../dodo/products";
import { env } from "../env";
import { AppError } from "../errors";
import { loadAccount } from "./account";
import { requireDodoCustomer } from "./dodo-customer";
import { liveCredits } from "./live";
import { refreshBalance } from "./refresh";

export type CheckoutKind = CheckoutState["kind"];

/**
 * Opens a checkout at Dodo for this customer and returns its address. Throws `already_subscribed` when a plan is
 * bought a second time, ProviderUnavailable when Dodo can't be reached.
 */
export async function startCheckout(customerId: string, offer: Plan | Pack): Promise<string> {
  const { BASE_URL } = env();
  const kind: CheckoutKind = isPlan(offer) ? "plan" : "topup";
  const dodoCustomerId = await requireDodoCustomer(customerId);
  if (kind === "plan" && (await hasLivePlan(dodoCustomerId)))
    throw new AppError(
      "already_subscribed",
      `You already have a plan of ${catalogue.productName}. Buy a top-up pack for more credits, or manage the plan in the billing portal.`,
    );
  const id = uuidv7();
  const session = await createCheckoutSession({
    dodoCustomerId,
    productId: productIdOf(offer),
    returnUrl: `${BASE_URL}/dashboard?checkout=${id}`,
    cancelUrl: `${BASE_URL}/dashboard?checkout_cancelled=1`,
    metadata: { [CUSTOMER_METADATA_KEY]: customerId, mailkit_checkout_id: id },
  });
  const { key: offerKey, credits } = offer;
  await database()
    .insert(checkouts)
    .values({ customerId, id, kind, offerKey, credits, dodoSessionId: session.sessionId });
  return session.url;
}

/** A link into Dodo's portal, where the customer finds cards, invoices, and cancelling. */
export async function openPortal(customerId: string): Promise<string> {
  return createPortalLink(await requireDodoCustomer(customerId), `${env().BASE_URL}/dashboard/billing`);
}

/**
 * How far a purchase has come, as Dodo says. Looking grants nothing: credits are there when Dodo's balance has risen.
 * Null if this customer has no such checkout.
 */
export async function viewCheckout(customerId: string, id: string): Promise<CheckoutState | null> {
  const [checkout] = await database()
    .select()
    .from(checkouts)
    .where(and(eq(checkouts.customerId, customerId), eq(checkouts.id, id)));
  if (!checkout) return null;
  const kind: CheckoutKind = checkout.kind === "plan" ? "plan" : "topup";
  return {
    id,
    kind,
    offer: checkout.offerKey,
    credits: checkout.credits,
    status: await readStatus(customerId, checkout),
  };
}

async function readStatus(
  customerId: string,
  checkout: { dodoSessionId: string; createdAt: Date },
): Promise<CheckoutState["status"]> {
  const payment = await readSessionPayment(checkout.dodoSessionId);
  if (payment === "none") return "open";
  if (payment !== "succeeded") return payment;
  const known = await loadAccount(customerId);
  if (hasRisenSince(known, checkout.createdAt)) return "credited";
  const current = await refreshBalance(liveCredits, customerId, known.now, "news");
  return hasRisenSince(current, checkout.createdAt) ? "credited" : "paid";
}

function hasRisenSince({ balanceRoseAt }: { balanceRoseAt: Date | null }, moment: Date): boolean {
  return balanceRoseAt !== null && balanceRoseAt >= moment;
}
