import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import type { AutoTopUpChange, SavedCard } from "../contracts/auto-topup";
import { loadAccount } from "../credits/account";
import { forgetDisplayed } from "../credits/display-reads";
import { database } from "../db/client";
import { type AutoTopupAttempt, autoTopupAttempts, autoTopups } from "../db/schema/auto-topup";
import { now } from "../db/time";
import { readChargeableCards } from "../dodo/payment-methods";
import { AppError, InvalidInput } from "../errors";
import { isAttempt } from "./begin";
import { seekEvidence } from "./evidence";
import { packOf } from "./packs";
import { settleAttempt } from "./settle";

type Agreement = Extract<AutoTopUpChange, { enabled: true }>;

/** A session that charges at once is good for 15 minutes; a payment that waits for the customer does not outlive it. */
const WAITS_FOR_CUSTOMER_MS = 15 * 60_000;
/** One that is on its way at a bank has come to its end by then. */
const ON_ITS_WAY_MS = 24 * 60 * 60_000;

/** Going on after credits were missing waives them: the customer knows of it, and wants more. */
const waived = () =>
  sql<Date | null>`case when ${autoTopups.stopReason} = 'credits_missing' then ${now} else ${autoTopups.waivedAt} end`;

const isOn = () => ({
  state: "on",
  stopReason: null,
  stopDetail: null,
  stoppedAt: null,
  stoppedBy: null,
  checkNotBefore: null,
});

/** Turns it off at once. A charge that is under way is followed to its end, and no other is begun. */
export async function turnOff(customerId: string): Promise<void> {
  await database()
    .update(autoTopups)
    .set({ ...isOn(), state: "off" })
    .where(eq(autoTopups.customerId, customerId));
}

/**
 * Turns it on, or changes it, with what the customer agreed to just now. Throws `invalid_input` for a card that is not
 * saved for them, `wrong_state` for another price or while an earlier payment is open, and ProviderUnavailable.
 */
export async function agree(customerId: string, agreement: Agreement): Promise<void> {
  const pack = packOf(agreement.pack);
  if (agreement.price_minor !== pack.priceMinor)
    throw new AppError(
      "wrong_state",
      "The price of this pack has changed. Reload the page and look at it again.",
    );
  const card = await requireCard(customerId, agreement.payment_method_id);
  await releaseLastAttempt(customerId);
  const terms = {
    pack: pack.key,
    threshold: agreement.threshold,
    monthlyCap: agreement.monthly_cap,
    priceMinor: pack.priceMinor,
    paymentMethodId: card.id,
    cardBrand: card.brand,
    cardLastFour: card.last_four,
    consentedAt: now,
    ...isOn(),
  };
  await database()
    .insert(autoTopups)
    .values({ customerId, ...terms })
    .onConflictDoUpdate({ target: autoTopups.customerId, set: { ...terms, waivedAt: waived() } });
}

/**
 * Lets it go on after it was stopped, with the same card and terms. Throws `wrong_state` if it is not stopped, its card
 * is gone, or an earlier payment is still open; and ProviderUnavailable.
 */
export async function resume(customerId: string): Promise<void> {
  const [settings] = await database().select().from(autoTopups).where(eq(autoTopups.customerId, customerId));
  if (settings?.state !== "stopped")
    throw new AppError("wrong_state", "Auto top-up is not stopped, so there is nothing to resume.");
  if (settings.priceMinor < packOf(settings.pack).priceMinor)
    throw new AppError(
      "wrong_state",
      "The pack costs more now. Open the settings and agree to the new price.",
    );
  if (!(await findCard(customerId, settings.paymentMethodId)))
    throw new AppError(
      "wrong_state",
      "The card is not saved any more. Open the settings and choose another.",
    );
  await releaseLastAttempt(customerId);
  await database()
    .update(autoTopups)
    .set({ ...isOn(), waivedAt: waived() })
    .where(and(eq(autoTopups.customerId, customerId), eq(autoTopups.state, "stopped")));
}

async function requireCard(customerId: string, paymentMethodId: string): Promise<SavedCard> {
  const card = await findCard(customerId, paymentMethodId);
  if (card) return card;
  throw new InvalidInput([
    { pointer: "/payment_method_id", detail: "is no card that is saved for you. Choose one of the list." },
  ]);
}

/** Dodo is asked, not a list that was read before: somebody else's card must never be charged. */
async function findCard(customerId: string, paymentMethodId: string): Promise<SavedCard | undefined> {
  const { dodoCustomerId } = await loadAccount(customerId);
  const cards = dodoCustomerId === null ? [] : await readChargeableCards(dodoCustomerId, "checkout");
  forgetDisplayed(customerId);
  return cards.find(({ id }) => id === paymentMethodId);
}

/**
 * Before anything goes on: what became of the last attempt? One that was paid after all is settled as such. One that may
 * still be paid without the customer keeps everything waiting.
 */
async function releaseLastAttempt(customerId: string): Promise<void> {
  const last = await findLastAttempt(customerId);
  const isDoubtful = last?.calledAt && ["needs_customer", "failed", "declined"].includes(last.state);
  if (!last || !isDoubtful) return;
  await seekEvidence(last, "checkout");
  const [known] = await database().select().from(autoTopupAttempts).where(isAttempt(last));
  if (known?.state !== "needs_customer") return;
  const { now: askedAt } = await loadAccount(customerId);
  const openForMs = askedAt.getTime() - (known.calledAt ?? known.createdAt).getTime();
  if (openForMs < mayBePaidForMs(known.paymentStatus))
    throw new AppError(
      "wrong_state",
      "The last payment may still go through. Wait until it has come to an end, so that you are not charged twice.",
      { retryable: true },
    );
  await settleAttempt(known, { state: "failed", stop: null, detail: "left by the customer", retryMs: 0 });
}

function mayBePaidForMs(status: string | null): number {
  const waitsForCustomer = ["requires_customer_action", "requires_payment_method", "requires_confirmation"];
  return status !== null && waitsForCustomer.includes(status) ? WAITS_FOR_CUSTOMER_MS : ON_ITS_WAY_MS;
}

async function findLastAttempt(customerId: string): Promise<AutoTopupAttempt | undefined> {
  const [last] = await database()
    .select()
    .from(autoTopupAttempts)
    .where(eq(autoTopupAttempts.customerId, customerId))
    .orderBy(desc(autoTopupAttempts.createdAt))
    .limit(1);
  return last;
}
