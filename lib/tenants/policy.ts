import "server-only";

/*
 * What decides how much a customer may send besides their credits, all of it in one place
 * (docs/decisions/0030-what-an-operator-can-do.md has the reasons). Pure.
 */

/** A new customer may use this many times what was delivered of their emails, once that is more than the first limit. */
const GROWTH = 2;
/** With this many first days' worth delivered, an account is not new any more. */
const GRADUATES_AT = 5;
/** A customer who is slowed down may use so many credits a day. */
const SLOWED_DAILY_CREDITS = 200;

/** Rates are judged over the emails of this many days. */
export const JUDGED_DAYS = 7;
/** Below so many emails a rate says nothing. */
const JUDGED_FROM_EMAILS = 500;
/**
 * Resend suspends accounts above 4 % bounces or 0.08 % complaints, and all customers share the operator's. Half of that
 * slows a customer down, all of it pauses them.
 */
const BOUNCE_RATE = { slows: 0.02, pauses: 0.04 };
const COMPLAINT_RATE = { slows: 0.0004, pauses: 0.0008 };
/** One complaint of 500 emails is 0.2 %: a rate alone would punish whoever one reader is cross with. */
const COMPLAINTS_MIN = { slows: 2, pauses: 3 };

/** What a customer's emails of the judged days came to. */
export interface Record7Days {
  sent: number;
  bounced: number;
  complained: number;
}

export type Verdict =
  | { kind: "good" }
  | { kind: "slow" | "pause"; cause: "bounces" | "complaints"; reason: string };

/** What is to be done about a customer's bounces and complaints; complaints weigh more. */
export function judge({ sent, bounced, complained }: Record7Days): Verdict {
  if (sent < JUDGED_FROM_EMAILS) return { kind: "good" };
  const bounceRate = bounced / sent;
  const complaintRate = complained / sent;
  for (const [kind, level] of [
    ["pause", "pauses"],
    ["slow", "slows"],
  ] as const) {
    if (complaintRate >= COMPLAINT_RATE[level] && complained >= COMPLAINTS_MIN[level])
      return {
        kind,
        cause: "complaints",
        reason: `${complained} recipients of your last ${count(sent)} emails marked them as spam (${percent(complaintRate)}; the limit is ${percent(COMPLAINT_RATE.pauses)}).`,
      };
    if (bounceRate >= BOUNCE_RATE[level])
      return {
        kind,
        cause: "bounces",
        reason: `${count(bounced)} of your last ${count(sent)} emails bounced (${percent(bounceRate)}; the limit is ${percent(BOUNCE_RATE.pauses)}).`,
      };
  }
  return { kind: "good" };
}

const count = (number: number) => number.toLocaleString("en");
const percent = (rate: number) => `${Number((rate * 100).toFixed(2))} %`;

/** What bounds a customer's day. */
export interface Bounds {
  isPaused: boolean;
  /** An operator's limit; null if there is none. */
  dailyCredits: number | null;
  isNew: boolean;
  isSlowed: boolean;
  /** Emails that were sent and did not bounce, as far back as is counted. */
  delivered: number;
  /** What a new customer may use on the first day; 0 if new customers are as free as others. */
  firstDayCredits: number;
}

/** Credits that may be used in a day; null for any number. */
export function dailyCap(bounds: Bounds): number | null {
  const { dailyCredits, isNew, isSlowed, delivered, firstDayCredits } = bounds;
  if (dailyCredits !== null) return dailyCredits;
  const asNew =
    isNew && !isGrown(bounds) ? Math.max(firstDayCredits, GROWTH * delivered) : Number.POSITIVE_INFINITY;
  const cap = Math.min(asNew, isSlowed ? SLOWED_DAILY_CREDITS : Number.POSITIVE_INFINITY);
  return Number.isFinite(cap) ? cap : null;
}

/** True if the account has a history and counts as new no longer. */
export function isGrown({ delivered, firstDayCredits }: Pick<Bounds, "delivered" | "firstDayCredits">) {
  return delivered >= GRADUATES_AT * firstDayCredits;
}

/** What `credit_accounts.quota` is to be: credits that may still be accepted today; null for any number. */
export function quotaLeft(isPaused: boolean, cap: number | null, acceptedToday: number): number | null {
  if (isPaused) return 0;
  return cap === null ? null : Math.max(0, cap - acceptedToday);
}
