import "server-only";
import { eq } from "drizzle-orm";
import { type AutoTopUp, type SavedCard, stopReasonSchema } from "../contracts/auto-topup";
import { AUTO_TOPUP_DEFAULTS } from "../contracts/auto-topup-limits";
import type { Account } from "../credits/account";
import { readForDisplay } from "../credits/display-reads";
import { database } from "../db/client";
import { type AutoTopup, autoTopupAttempts, autoTopups } from "../db/schema/auto-topup";
import { readChargeableCards } from "../dodo/payment-methods";
import { ProviderUnavailable } from "../errors";
import { isAttempt } from "./begin";
import { isAwaitingCredits } from "./decide-start";
import { type AutoTopUpFacts, loadFacts } from "./load";
import { packOf } from "./packs";

/** What the screen shows of a customer's auto top-up. Without an answer of Dodo's it lacks only the cards to choose from. */
export async function viewAutoTopUp(customerId: string): Promise<AutoTopUp> {
  const facts = await loadFacts(customerId);
  const { settings, account } = facts;
  const { cards, asOf, isStale } = await readCards(account);
  const { key, priceMinor, credits } = packOf(settings?.pack ?? AUTO_TOPUP_DEFAULTS.pack);
  return {
    status: statusOf(facts, cards),
    pack: key,
    price_minor: priceMinor,
    credits,
    threshold: settings?.threshold ?? null,
    monthly_cap: settings?.monthlyCap ?? null,
    card: settings && {
      id: settings.paymentMethodId,
      brand: settings.cardBrand,
      last_four: settings.cardLastFour,
    },
    cards,
    used_this_month: facts.usedThisMonth,
    resets_at: facts.resetsAt.toISOString(),
    stopped: toStopped(settings),
    running_since: await runningSince(facts),
    as_of: asOf.toISOString(),
    stale: isStale,
  };
}

/** Why it has stopped; null if it has not. */
export async function readStop(customerId: string): Promise<AutoTopUp["stopped"]> {
  const [settings] = await database().select().from(autoTopups).where(eq(autoTopups.customerId, customerId));
  return toStopped(settings ?? null);
}

interface Cards {
  cards: SavedCard[] | null;
  asOf: Date;
  isStale: boolean;
}

async function readCards(account: Account): Promise<Cards> {
  const { dodoCustomerId } = account;
  if (dodoCustomerId === null) return { cards: [], asOf: account.now, isStale: false };
  try {
    const { value, asOf, isStale } = await readForDisplay(account, "cards", async () =>
      (await readChargeableCards(dodoCustomerId, "read-for-display")).map(toSavedCard),
    );
    return { cards: value, asOf, isStale };
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    return { cards: null, asOf: account.now, isStale: true };
  }
}

const toSavedCard = ({ id, brand, last_four, expires }: SavedCard): SavedCard => ({
  id,
  brand,
  last_four,
  expires,
});

function statusOf(
  { settings, account, usedThisMonth, lastChargeAt }: AutoTopUpFacts,
  cards: SavedCard[] | null,
): AutoTopUp["status"] {
  if (!settings || settings.state === "off") return cards?.length === 0 ? "needs_card" : "off";
  if (settings.state === "stopped") return "stopped";
  const { balanceRoseAt } = account;
  const awaits = isAwaitingCredits({ lastChargeAt, balanceRoseAt, waivedAt: settings.waivedAt });
  if (settings.openAttemptId !== null || awaits) return "running";
  return usedThisMonth >= settings.monthlyCap ? "cap_reached" : "on";
}

function toStopped(settings: AutoTopup | null): AutoTopUp["stopped"] {
  if (settings?.state !== "stopped" || settings.stoppedAt === null) return null;
  const { stopReason, stopDetail, stoppedAt } = settings;
  return { reason: stopReasonSchema.parse(stopReason), detail: stopDetail, at: stoppedAt.toISOString() };
}

async function runningSince({ settings }: AutoTopUpFacts): Promise<string | null> {
  if (!settings?.openAttemptId) return null;
  const [attempt] = await database()
    .select({ createdAt: autoTopupAttempts.createdAt })
    .from(autoTopupAttempts)
    .where(isAttempt({ customerId: settings.customerId, id: settings.openAttemptId }));
  return attempt?.createdAt.toISOString() ?? null;
}
