import type { Plan } from "@/components/billing/plan";
import type { UsageDay } from "@/lib/contracts/overview";
import type { Portion } from "./portions";

const DAY_MS = 24 * 60 * 60 * 1000;
const BASIS_DAYS = 7;
/** On fewer days of the week than these there is no pace to speak of. */
const ACTIVE_DAYS_MIN = 3;

/** How long the credits last, and what their use is taken to be. */
export interface Runway {
  /** Used up, gone by expiring, or not used up before the plan brings new ones. */
  end: "spent" | "expired" | "renewed";
  at: Date;
  /** Credits a day, on average of the seven days before today. */
  perDay: number;
}

interface Standing {
  /** Oldest first; the last one is today. */
  days: readonly UsageDay[];
  portions: readonly Portion[];
  plan: Plan | null;
  now: Date;
}

/**
 * How long the available credits last at the pace of the last seven days, spent and expiring as Dodo does it. Null where
 * nothing can be said: no credits, or not sending for a week yet, or hardly. Pure.
 */
export function findRunway({ days, portions, plan, now }: Standing): Runway | null {
  const perDay = findPace(days);
  if (perDay === null || portions.length === 0) return null;
  const { at, end } = spend(portions, perDay, now);
  const renewsAt = plan?.status === "active" && !plan.cancels_at_period_end ? plan.renews_at : null;
  if (renewsAt !== null && Date.parse(renewsAt) > now.getTime() && Date.parse(renewsAt) <= at)
    return { end: "renewed", at: new Date(renewsAt), perDay };
  return { end, at: new Date(at), perDay };
}

/** Credits a day over the seven days before today, which is not over; null without enough of them. */
function findPace(days: readonly UsageDay[]): number | null {
  const basis = days.slice(-1 - BASIS_DAYS, -1);
  const earlier = days.slice(0, -BASIS_DAYS);
  const isLongEnough = earlier.some(({ credits }) => credits > 0);
  if (!isLongEnough || basis.filter(({ credits }) => credits > 0).length < ACTIVE_DAYS_MIN) return null;
  return basis.reduce((sum, { credits }) => sum + credits, 0) / BASIS_DAYS;
}

/** One portion after the other; those that expire while others are spent are never come to. */
function spend(portions: readonly Portion[], perDay: number, now: Date): { at: number; end: Runway["end"] } {
  let at = now.getTime();
  let end: Runway["end"] = "expired";
  for (const { credits, expiresAt } of portions) {
    const expiresMs = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
    if (expiresMs <= at) continue;
    const spentMs = at + (credits / perDay) * DAY_MS;
    end = spentMs <= expiresMs ? "spent" : "expired";
    at = Math.min(spentMs, expiresMs);
  }
  // Further than a date can be is as good as never.
  return { at: Math.min(at, now.getTime() + 100 * 365 * DAY_MS), end };
}
