import "server-only";
import { agree, resume, turnOff } from "./auto-topup/settings";
import { readStop, viewAutoTopUp } from "./auto-topup/view";
import { catalogue } from "./catalogue";
import { checkpoint } from "./checkpoint";
import type { AlertSettings, AlertSettingsView } from "./contracts/alerts";
import type { AutoTopUp, AutoTopUpChange } from "./contracts/auto-topup";
import type { CaptureDetail, Forecast, PaymentPage, Statement, UsableGrants } from "./contracts/billing";
import type { CheckoutState } from "./contracts/checkout";
import type { Credits } from "./contracts/credits";
import type { GrantPage, LedgerPage } from "./contracts/ledger";
import { loadAccount } from "./credits/account";
import { readAlertSettings, saveAlertSettings } from "./credits/alert-settings";
import { openPortal as createPortal, startCheckout, viewCheckout } from "./credits/checkout";
import { forecast } from "./credits/forecast";
import { listGrants, listLedger } from "./credits/history";
import { requireOffer } from "./credits/offer";
import { readCapture } from "./credits/paid-emails";
import { listPayments, readInvoice } from "./credits/payments";
import { setPlanCancellation } from "./credits/plan-change";
import { readStatement } from "./credits/statement";
import { readUsableGrants, toUsableGrants } from "./credits/usable-grants";
import { viewCredits } from "./credits/view";
import { verifyDodoWebhook } from "./dodo/webhook";
import { engine } from "./engine/engine";
import { AppError } from "./errors";
import { readSendingNotice } from "./tenants/bar";
import { storeWebhook } from "./webhooks/inbox";

/**
 * The one door to credits and money.
 *
 * A payment adds credits at Dodo, not here: `receiveDodoWebhook` hears of it, `credits/sync.ts` reads the new balance.
 * Holds and captures, which spend credits, belong to sending and start in `email.ts`.
 */

/** The live balance, as the dashboard shows it. Throws ProviderUnavailable if there is no number at all yet. */
export async function getCredits(customerId: string): Promise<Credits> {
  const [{ credits, isPlanStale }, sending] = await Promise.all([
    viewCredits(customerId),
    readSendingNotice(customerId),
  ]);
  if (isPlanStale) engine().kick("sync");
  return { ...credits, sending };
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

/**
 * For the screens: a page of the ledger as people read it, newest first, with the emails that each debit paid for. Throws
 * ProviderUnavailable only if Dodo was not asked before.
 */
export async function getStatement(
  customerId: string,
  page: { limit: number; page: number },
): Promise<Statement> {
  return readStatement(customerId, page);
}

/** For the screens: the grants that have credits left, in the order in which they are used. Throws as `getStatement`. */
export async function getUsableGrants(customerId: string): Promise<UsableGrants> {
  return toUsableGrants(await readUsableGrants(await loadAccount(customerId)));
}

/** How long the credits last, as they are and with one more top-up pack. Throws as `getStatement`. */
export async function getForecast(customerId: string): Promise<Forecast> {
  return forecast(customerId);
}

/** One debit and a page of the emails that it paid for; null if there is none by this id, or it is another customer's. */
export async function getCapture(
  customerId: string,
  captureId: string,
  after: string | null,
): Promise<CaptureDetail | null> {
  return readCapture(customerId, captureId, after);
}

/** A page of the customer's payments of money, newest first. Throws as `getStatement`. */
export async function getPayments(
  customerId: string,
  page: { limit: number; page: number },
): Promise<PaymentPage> {
  return listPayments(customerId, page);
}

/** A payment's invoice as a PDF. Throws `not_found`, also for another customer's, and ProviderUnavailable. */
export async function requireInvoice(
  customerId: string,
  paymentId: string,
): Promise<ReadableStream<Uint8Array>> {
  const pdf = await readInvoice(customerId, paymentId);
  if (pdf) return pdf;
  throw new AppError("not_found", "There is no invoice of a payment with this id.");
}

/** Ends the plan with its cycle, or lets it go on. Throws `wrong_state` without a plan that renews. */
export async function changePlan(
  customerId: string,
  { cancelsAtPeriodEnd }: { cancelsAtPeriodEnd: boolean },
): Promise<NonNullable<Credits["plan"]>> {
  const plan = await setPlanCancellation(customerId, cancelsAtPeriodEnd);
  engine().kick("sync");
  return plan;
}

/** When a customer is warned, by which mails, and who gets them. */
export async function getAlertSettings(customerId: string): Promise<AlertSettingsView> {
  return readAlertSettings(customerId);
}

/** Changes that, and returns what holds now. People who do not belong to the account are left out. */
export async function changeAlertSettings(
  customerId: string,
  settings: AlertSettings,
): Promise<AlertSettingsView> {
  return saveAlertSettings(customerId, settings);
}

/**
 * Starts buying a plan of the catalogue by its key, the first without one. Returns where the browser goes to pay. Throws
 * `already_subscribed`, and `not_found` for a key that the catalogue does not have.
 */
export async function startPlanCheckout(customerId: string, key?: string): Promise<string> {
  return startCheckout(customerId, requireOffer(catalogue.plans, key));
}

/** The same with a top-up pack, which can be bought with and without a plan. Throws `not_found`. */
export async function startTopUpCheckout(customerId: string, key?: string): Promise<string> {
  return startCheckout(customerId, requireOffer(catalogue.packs, key));
}

/** How auto top-up stands: what was agreed to, the card that would be charged, and those that could be. */
export async function getAutoTopUp(customerId: string): Promise<AutoTopUp> {
  return viewAutoTopUp(customerId);
}

/** Why auto top-up does nothing until the customer resumes it; null if it has not stopped. Asks nobody but the database. */
export async function getAutoTopUpStop(customerId: string): Promise<AutoTopUp["stopped"]> {
  return readStop(customerId);
}

/**
 * Turns auto top-up on with what the customer agreed to, changes that, or turns it off. Throws `invalid_input` for a card
 * that is not theirs, `wrong_state` while an earlier payment is open, ProviderUnavailable.
 */
export async function changeAutoTopUp(customerId: string, change: AutoTopUpChange): Promise<AutoTopUp> {
  if (change.enabled) await agree(customerId, change);
  else await turnOff(customerId);
  engine().kick("topup");
  return viewAutoTopUp(customerId);
}

/** Lets auto top-up go on after it was stopped. Throws `wrong_state` if that can't be, ProviderUnavailable. */
export async function resumeAutoTopUp(customerId: string): Promise<AutoTopUp> {
  await resume(customerId);
  engine().kick("topup");
  return viewAutoTopUp(customerId);
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
