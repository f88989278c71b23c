import type { TimeInterval } from "dodopayments/resources/subscriptions";

const dayMs = 86_400_000;

/**
 * Renewals move by the calendar: 14 January is followed by 14 February. `billingDay` is where a date returns
 * to after a month that was too short for it.
 */
export function addInterval(
  fromMs: number,
  count: number,
  interval: TimeInterval,
  billingDay: number,
): number {
  if (interval === "Day") return fromMs + count * dayMs;
  if (interval === "Week") return fromMs + count * 7 * dayMs;
  const months = interval === "Year" ? count * 12 : count;
  const date = new Date(fromMs);
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(billingDay, lastDay));
  return date.getTime();
}
