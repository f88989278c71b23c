import "server-only";

/** Credits arrive within seconds of a payment. Past this somebody has to look why they did not. */
const CREDITS_LATE_AFTER_MS = 60 * 60_000;

export interface StartFacts {
  state: "off" | "on" | "stopped";
  /** An attempt whose end is not known. */
  hasOpenAttempt: boolean;
  /** The mirror of the balance is known to be behind, or older than is wanted. */
  isStale: boolean;
  available: number;
  threshold: number;
  /** Charges of this month that were paid, or may have been. */
  usedThisMonth: number;
  monthlyCap: number;
  priceMinor: number;
  agreedPriceMinor: number;
  /** When the last attempt that was paid began. */
  lastChargeAt: Date | null;
  /** When credits last arrived from anywhere. */
  balanceRoseAt: Date | null;
  /** When the customer last let it go on although credits had not arrived. */
  waivedAt: Date | null;
  now: Date;
}

export type StartDecision =
  | "start"
  | "not_on"
  | "busy"
  | "awaiting_credits"
  | "credits_missing"
  | "enough"
  | "price_changed"
  | "cap_reached"
  | "stale";

/**
 * Whether a pack is to be bought now, and if not, why. Credits of an earlier charge must have arrived first: until then
 * the number that asks for more is not true. Only the customer's own hand lifts that. Pure.
 */
export function decideStart(facts: StartFacts): StartDecision {
  const { lastChargeAt, balanceRoseAt, waivedAt, now } = facts;
  if (facts.state !== "on") return "not_on";
  if (facts.hasOpenAttempt) return "busy";
  if (facts.available > facts.threshold) return "enough";
  if (lastChargeAt && isAwaitingCredits({ lastChargeAt, balanceRoseAt, waivedAt }))
    return now.getTime() - lastChargeAt.getTime() > CREDITS_LATE_AFTER_MS
      ? "credits_missing"
      : "awaiting_credits";
  if (facts.priceMinor > facts.agreedPriceMinor) return "price_changed";
  if (facts.usedThisMonth >= facts.monthlyCap) return "cap_reached";
  return facts.isStale ? "stale" : "start";
}

/** A charge was paid, its credits were not seen, and the customer has not let it go on since. Pure. */
export function isAwaitingCredits({
  lastChargeAt,
  balanceRoseAt,
  waivedAt,
}: Pick<StartFacts, "lastChargeAt" | "balanceRoseAt" | "waivedAt">): boolean {
  if (lastChargeAt === null) return false;
  const hasArrived = balanceRoseAt !== null && balanceRoseAt >= lastChargeAt;
  const isWaived = waivedAt !== null && waivedAt >= lastChargeAt;
  return !hasArrived && !isWaived;
}
