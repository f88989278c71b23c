import "server-only";
import { eq } from "drizzle-orm";
import { checkpoint } from "../checkpoint";
import { loadAccount } from "../credits/account";
import { liveCredits } from "../credits/live";
import { refreshBalance } from "../credits/refresh";
import { database, transaction } from "../db/client";
import { type AutoTopup, type AutoTopupAttempt, autoTopups } from "../db/schema/auto-topup";
import { inMs } from "../db/time";
import { readChargeableCards } from "../dodo/payment-methods";
import { type Charge, chargeSavedCard, readBillingAddress, takeChargeTurn } from "../dodo/saved-card-charge";
import { log } from "../log";
import { beginAttempt, claimCall, noteUnknown } from "./begin";
import { decideStart, type StartDecision } from "./decide-start";
import { loadFacts, toStartFacts } from "./load";
import { lookAtAttempt } from "./look";
import { packOf } from "./packs";
import { settleAttempt, stop } from "./settle";

/** Dodo could not be asked, or has no turn for us: nothing was begun. */
const RETRY_MS = 15_000;
/** Dodo refuses the key: an operator is told by its line, and the customer needs to do nothing. */
const BY_KEY_RETRY_MS = 5 * 60_000;
/** After an answer that says nothing, the payment may be there already. */
const FIRST_LOOK_MS = 3_000;

/** When to look again at a customer for whom nothing is begun now. */
const AGAIN_MS: Partial<Record<StartDecision, number>> = {
  stale: 1_000,
  awaiting_credits: 5_000,
  cap_reached: 60_000,
};

/**
 * Buys a pack for a customer whose credits seem to be few, if that is still so at Dodo. What can fail harmlessly comes
 * first; then the attempt is committed, and called once. Returns when to look again, in ms; null if nothing waits.
 */
export async function topUp(customerId: string): Promise<number | null> {
  const facts = await loadFacts(customerId);
  const { settings, account } = facts;
  if (!settings) return null;
  const hunch = decideStart({ ...toStartFacts({ ...facts, settings }, null), isStale: false });
  if (hunch !== "start") return leave(customerId, hunch);
  const charge = await prepare(settings, account.dodoCustomerId);
  if (charge === "card_missing") return stopForCard(settings);
  if (!charge || !(await takeChargeTurn())) return putOff(customerId, RETRY_MS);
  const attempt = await beginAttempt(customerId, account.now);
  if (typeof attempt === "string") return leave(customerId, attempt);
  return drive(attempt, charge);
}

/** What a charge needs besides what the attempt says, which is what the customer has agreed to. */
type Prepared = Pick<Charge, "dodoCustomerId" | "billing">;

/** Reads what a charge needs, and the balance once more: a pack may have been bought by hand just now. Null: not now. */
async function prepare(
  { customerId, paymentMethodId }: AutoTopup,
  dodoCustomerId: string | null,
): Promise<Prepared | "card_missing" | null> {
  if (dodoCustomerId === null) return null;
  try {
    const cards = await readChargeableCards(dodoCustomerId, "checkout");
    const card = cards.find(({ id }) => id === paymentMethodId);
    if (!card) return "card_missing";
    const billing = await readBillingAddress(dodoCustomerId, card.issuingCountry);
    const { now } = await loadAccount(customerId);
    await refreshBalance(liveCredits, customerId, now, "checkout");
    return { dodoCustomerId, billing };
  } catch (error) {
    log.warn("An automatic top-up has to wait: Dodo can't be asked", { customerId, provider: "dodo", error });
    return null;
  }
}

/**
 * Makes the call of an attempt, if nobody has taken or waited too long for that, and heeds its answer. Pack and card are
 * those of the attempt: the customer may have agreed to others while the charge was prepared.
 */
async function drive(attempt: AutoTopupAttempt, prepared: Prepared): Promise<number | null> {
  checkpoint("topup-committed");
  if (!(await claimCall(attempt))) {
    await settleAttempt(attempt, { state: "failed", stop: null, detail: "never called", retryMs: 0 });
    return 0;
  }
  checkpoint("topup-called");
  const { customerId, id: attemptId, paymentMethodId, pack } = attempt;
  const { productId } = packOf(pack);
  const answer = await chargeSavedCard({ ...prepared, customerId, attemptId, paymentMethodId, productId });
  checkpoint("topup-answered");
  if (answer.kind === "refused") {
    const reason = answer.status === 404 ? "card_missing" : "refused";
    await settleAttempt(attempt, {
      state: "failed",
      stop: answer.byKey ? null : reason,
      detail: answer.reason,
      retryMs: BY_KEY_RETRY_MS,
    });
    return null;
  }
  await noteUnknown(attempt, { ...answer, lookMs: FIRST_LOOK_MS });
  if (answer.kind === "unknown") {
    log.warn(
      "It is not known whether a saved card was charged: Dodo is asked for evidence, and not called again",
      {
        customerId: attempt.customerId,
        provider: "dodo",
        reason: answer.reason,
      },
    );
    return FIRST_LOOK_MS;
  }
  return lookAtAttempt({ ...attempt, dodoPaymentId: answer.paymentId });
}

async function leave(customerId: string, decision: StartDecision): Promise<number | null> {
  if (decision === "credits_missing" || decision === "price_changed") return stopFor(customerId, decision);
  return putOff(customerId, AGAIN_MS[decision] ?? 0);
}

/** Decided again with the settings locked: the credits may have come, or the customer's word. */
async function stopFor(customerId: string, reason: "credits_missing" | "price_changed"): Promise<null> {
  await transaction(async (tx) => {
    const facts = await loadFacts(customerId, { executor: tx, lock: true });
    const { settings } = facts;
    if (!settings || decideStart(toStartFacts({ ...facts, settings }, null)) !== reason) return;
    await stop(tx, customerId, { reason, detail: null, attemptId: null });
    if (reason === "credits_missing")
      log.error("A top-up was paid at Dodo an hour ago and its credits have not arrived", { customerId });
  });
  return null;
}

/** The card is gone at Dodo, unless another one was chosen meanwhile. */
async function stopForCard({ customerId, paymentMethodId }: AutoTopup): Promise<null> {
  await transaction(async (tx) => {
    const { settings } = await loadFacts(customerId, { executor: tx, lock: true });
    if (settings?.paymentMethodId !== paymentMethodId || settings.openAttemptId !== null) return;
    await stop(tx, customerId, { reason: "card_missing", detail: null, attemptId: null });
  });
  return null;
}

async function putOff(customerId: string, ms: number): Promise<number | null> {
  await database()
    .update(autoTopups)
    .set({ checkNotBefore: ms > 0 ? inMs(ms) : null })
    .where(eq(autoTopups.customerId, customerId));
  return ms > 0 ? ms : null;
}
