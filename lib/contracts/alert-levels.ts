import { catalogue } from "../catalogue";

/** Where the settings of alerts are read and saved; server and browser must name it alike. */
export const ALERTS_PATH = "/api/billing/alerts";
/** Remembers in the reader's browser which alert they have put away. */
export const DISMISSED_ALERT_COOKIE = "mailkit-alert-dismissed";

/** How few credits are left, from enough to none. */
export const ALERT_LEVELS = ["none", "low", "very_low", "critical", "empty"] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

/** The levels at which credits are left, so that the customer may move them or switch them off. */
export const WARNING_LEVELS = ["low", "very_low", "critical"] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

/** When a customer is warned: at or under these percents of the allowance. At zero always. */
export type AlertLadder = Record<WarningLevel, { on: boolean; percent: number }>;

/** What holds until a customer chooses something else. */
export const DEFAULT_LADDER: AlertLadder = {
  low: { on: true, percent: catalogue.alertPercents.low },
  very_low: { on: true, percent: catalogue.alertPercents.veryLow },
  critical: { on: true, percent: catalogue.alertPercents.critical },
};

export const PERCENT_MIN = 1;
export const PERCENT_MAX = 99;
/** People who get the mails, at the most. */
export const RECIPIENTS_MAX = 20;

/** Credits at or under which a level is reached: `percent` of the allowance, rounded down. */
export function thresholdAt(allowance: number, percent: number): number {
  return Math.floor((allowance * percent) / 100);
}

/** The first level whose percent is not under that of every level above it; null if they go down as they should. */
export function misplacedLevel(ladder: AlertLadder): WarningLevel | null {
  const on = WARNING_LEVELS.filter((level) => ladder[level].on);
  return (
    on.find((level, index) =>
      on.slice(0, index).some((above) => ladder[above].percent <= ladder[level].percent),
    ) ?? null
  );
}
