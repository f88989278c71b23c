import "server-only";
import {
  ALERT_LEVELS,
  type AlertLadder,
  type AlertLevel,
  DEFAULT_LADDER,
  thresholdAt,
  WARNING_LEVELS,
  type WarningLevel,
} from "../contracts/alert-levels";
import type { CreditStatus } from "../contracts/credits";

/** What the levels are reckoned from, as the account has it. */
export interface LadderBase {
  allowance: number | null;
  /** Of the first level, whose percent may be the plan's own. */
  lowThreshold: number | null;
  alertLadder: AlertLadder | null;
}

/** The numbers that a level is decided from. */
export interface Standing extends LadderBase {
  available: number;
  /** False until the first credits were seen: a newcomer at zero has not run out of anything. */
  hasHadCredits: boolean;
}

export type Thresholds = Record<WarningLevel, number | null>;

/** At how many credits each level is reached; null for one that is off, or while there is no allowance. Pure. */
export function thresholdsOf({ allowance, lowThreshold, alertLadder }: LadderBase): Thresholds {
  const ladder = alertLadder ?? DEFAULT_LADDER;
  const at = ({ on, percent }: AlertLadder[WarningLevel]) =>
    on && allowance !== null ? thresholdAt(allowance, percent) : null;
  return { low: lowThreshold, very_low: at(ladder.very_low), critical: at(ladder.critical) };
}

/** At or under this many credits the customer hears of it for the first time; null without any level. Pure. */
export function firstThreshold(base: LadderBase): number | null {
  const known = Object.values(thresholdsOf(base)).filter((threshold) => threshold !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** The deepest level that these numbers have reached. Pure; the one definition of each level. */
export function levelOf(standing: Standing): AlertLevel {
  const { available, hasHadCredits } = standing;
  if (available <= 0) return hasHadCredits ? "empty" : "none";
  const thresholds = thresholdsOf(standing);
  const reached = WARNING_LEVELS.filter((level) => {
    const threshold = thresholds[level];
    return threshold !== null && available <= threshold;
  });
  return reached.at(-1) ?? "none";
}

const isDeeper = (level: AlertLevel, than: AlertLevel) =>
  ALERT_LEVELS.indexOf(level) > ALERT_LEVELS.indexOf(than);

interface Decision {
  /** What counts as told from now on. */
  told: AlertLevel;
  /** What the customer is to be told now; null: nothing new. */
  tell: Exclude<AlertLevel, "none"> | null;
}

/**
 * What follows from a change of the numbers. Going straight past several levels tells the deepest only; a balance that
 * has risen arms the levels again that it has left behind. A hold that is given back arms nothing. Pure.
 */
export function decideAlert(level: AlertLevel, told: AlertLevel, hasRisen: boolean): Decision {
  if (level !== "none" && isDeeper(level, told)) return { told: level, tell: level };
  return { told: hasRisen && isDeeper(told, level) ? level : told, tell: null };
}

/** A level as it is stored. */
export function toAlertLevel(stored: string): AlertLevel {
  return ALERT_LEVELS.find((level) => level === stored) ?? "none";
}

/** What the customer should be told about these numbers, in short. Pure. */
export function creditStatus(standing: Standing): CreditStatus {
  const level = levelOf(standing);
  if (level === "empty") return "empty";
  if (level !== "none") return "low";
  return standing.available <= 0 ? "none" : "ok";
}
