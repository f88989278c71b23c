import "server-only";
import type { AttachCreditEntitlement, Price } from "dodopayments/resources/products/products";
import { catalogue, isPlan, type Pack, type Plan } from "../catalogue";

/** Metadata of a product that setup made: for which offer. */
export const OFFER_METADATA_KEY = "mailkit_offer";

/** Dodo's words for the cycles of plans. */
export const INTERVALS = { week: "Week", month: "Month", year: "Year" } as const;

/** The whole term of a subscription, after which renewals stop: no shorter than anybody will want it. */
const TERM = { count: 10, interval: "Year" } as const;

/** Name, words and price of an offer as Dodo takes them. */
export function productOf(offer: Plan | Pack): { name: string; description: string; price: Price } {
  return { name: offer.name, description: offer.description, price: priceOf(offer) };
}

function priceOf(offer: Plan | Pack): Price {
  const money = { currency: offer.currency, price: offer.priceMinor };
  if (!isPlan(offer)) return { type: "one_time_price", ...money };
  return {
    type: "recurring_price",
    ...money,
    payment_frequency_count: 1,
    payment_frequency_interval: INTERVALS[offer.interval],
    subscription_period_count: TERM.count,
    subscription_period_interval: TERM.interval,
  };
}

/**
 * The credits that a product grants. Everything is said: whether what is left out is taken from the credit itself is not
 * documented.
 */
export function attachmentOf(offer: Plan | Pack, creditId: string): AttachCreditEntitlement {
  return {
    credit_entitlement_id: creditId,
    credits_amount: String(offer.credits),
    expires_after_days: catalogue.creditLifeDays,
    rollover_enabled: false,
    overage_enabled: false,
    ...(isPlan(offer) && { low_balance_threshold_percent: offer.lowThresholdPercent }),
  };
}
