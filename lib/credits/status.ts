import "server-only";
import type { CreditStatus } from "../contracts/credits";

interface Standing {
  available: number;
  lowThreshold: number | null;
  /** False until the first credits were seen: a newcomer at zero has not run out of anything. */
  hasHadCredits: boolean;
}

/** What the customer should be told about these numbers. Pure; the one definition of low and empty. */
export function creditStatus({ available, lowThreshold, hasHadCredits }: Standing): CreditStatus {
  if (available <= 0) return hasHadCredits ? "empty" : "none";
  return lowThreshold !== null && available <= lowThreshold ? "low" : "ok";
}

/** Credits at or under which a customer is warned. `percent` of the allowance, rounded down. */
export function lowThreshold(allowance: number, percent: number): number {
  return Math.floor((allowance * percent) / 100);
}

const ALERT_RANK = { none: 0, low: 1, empty: 2 } as const;
export type AlertLevel = keyof typeof ALERT_RANK;

/**
 * The level to tell the customer of now, if it is deeper than what they were told last. Null: nothing new.
 * Going straight to zero says `empty` and skips `low`. Pure.
 */
export function alertDue(status: CreditStatus, told: AlertLevel): Exclude<AlertLevel, "none"> | null {
  const level = status === "low" || status === "empty" ? status : "none";
  return level !== "none" && ALERT_RANK[level] > ALERT_RANK[told] ? level : null;
}
