import "server-only";
import { checkpoint } from "./checkpoint";
import type { CheckoutState } from "./contracts/checkout";
import type { Credits } from "./contracts/credits";
import type { GrantPage, LedgerPage } from "./contracts/ledger";
import type { ActiveGrants } from "./contracts/overview";
import { listActiveGrants } from "./credits/active-grants";
import { openPortal as createPortal, startCheckout, viewCheckout } from "./credits/checkout";
import { listGrants, listLedger } from "./credits/history";
import { viewCredits } from "./credits/view";
import { verifyDodoWebhook } from "./dodo/webhook";
import { engine } from "./engine";
import { AppError } from "./errors";
import { storeWebhook } from "./webhooks/inbox";

/**
 * The one door to credits and money.
 *
 * A payment adds credits at Dodo, not here: `receiveDodoWebhook` hears of it, `credits/sync.ts` reads the new balance.
 * Holds and captures, which spend credits, belong to sending and start in `email.ts`.
 */

/** The live balance, as the dashboard shows it. Throws ProviderUnavailable if there is no number at all yet. */
export async function getCredits(customerId: string): Promise<Credits> {
  const { credits, isPlanStale } = await viewCredits(customerId);
  if (isPlanStale) engine().kick("sync");
  return credits;
}

/** A page of the credit ledger, newest first. Throws ProviderUnavailable. */
export async function getLedger(
  customerId: string,
  page: { limit: number; page: number },
): Promise<LedgerPage> {
  return listLedger(customerId, page);
}

/** A page of the customer's grants, those that are used next first. Throws ProviderUnavailable. */
export async function getGrants(
  customerId: string,
  page: { limit: number; page: number },
): Promise<GrantPage> {
  return listGrants(customerId, page);
}

/** The grants that the balance is made of, as of the last minute or so. Throws ProviderUnavailable. */
export async function getActiveGrants(customerId: string): Promise<ActiveGrants> {
  return listActiveGrants(customerId);
}

/** Starts buying the plan. Returns where the browser goes to pay. Throws `already_subscribed`. */
export async function startPlanCheckout(customerId: string): Promise<string> {
  return startCheckout(customerId, "plan");
}

/** Starts buying a top-up pack, with or without a plan. Returns where the browser goes to pay. */
export async function startTopUpCheckout(customerId: string): Promise<string> {
  return startCheckout(customerId, "topup");
}

/** Returns a one-time address of Dodo's customer portal: cards, invoices, cancelling. */
export async function openPortal(customerId: string): Promise<string> {
  return createPortal(customerId);
}

/** How far a purchase has come. Throws `not_found`, also for another customer's. */
export async function requireCheckout(customerId: string, checkoutId: string): Promise<CheckoutState> {
  const checkout = await viewCheckout(customerId, checkoutId);
  if (checkout) return checkout;
  throw new AppError("not_found", "There is no checkout with this id.");
}

/**
 * Takes a webhook of Dodo's: checks the signature over the exact text, stores it once, and leaves applying it to the
 * engine, so that the answer is quick. Throws `invalid_signature`.
 */
export async function receiveDodoWebhook(rawBody: string, headers: Headers): Promise<void> {
  const id = verifyDodoWebhook(rawBody, headers);
  checkpoint("webhook-verified");
  if (await storeWebhook({ source: "dodo", id, rawBody })) engine().kick("webhook");
}
