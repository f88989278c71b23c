import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "./db/client";
import { providerLines } from "./db/schema/operations";
import { inMs, now } from "./db/time";

export type Provider = "dodo" | "resend";

/** Who goes first when Dodo's budget is tight. A lower priority leaves that many requests untouched for the others. */
export type Priority = "capture" | "checkout" | "read-for-send" | "read-for-display";

/**
 * A token bucket lets through at most burst + perSecond × t requests in any t seconds, so these stay under
 * Dodo's 40/s and 240/min (docs: API reference, introduction) and Resend's 10/s (docs: rate limits).
 */
const BUDGETS: Record<Provider, { burst: number; perSecond: number }> = {
  dodo: { burst: 30, perSecond: 3.4 },
  resend: { burst: 1, perSecond: 9.3 },
};

const RESERVES: Record<Priority, number> = {
  capture: 0,
  checkout: 2,
  "read-for-send": 6,
  "read-for-display": 14,
};

/** A moment in the future means that the database's clock was set back; the bucket must not stay empty for it. */
const elapsedSeconds = sql`case when ${providerLines.refilledAt} > ${now} then 1
  else extract(epoch from (${now} - ${providerLines.refilledAt})) end`;

export type Permit = { granted: true } | { granted: false; waitMs: number; pausedReason: string | null };

/** Takes one request out of a provider's budget, which all instances share. Does not wait. */
export async function takePermit(provider: Provider, reserve = 0): Promise<Permit> {
  const { burst, perSecond } = BUDGETS[provider];
  const refilled = sql`least(${burst}::float8, ${providerLines.tokens} + ${perSecond}::float8 * ${elapsedSeconds})`;
  const isPaused = sql`coalesce(${providerLines.pausedUntil} > ${now}, false)`;
  const taken = await database()
    .update(providerLines)
    .set({ tokens: sql`${refilled} - 1`, refilledAt: now })
    .where(sql`${providerLines.provider} = ${provider} and not ${isPaused} and ${refilled} >= ${1 + reserve}`)
    .returning({ provider: providerLines.provider });
  if (taken.length > 0) return { granted: true };
  const [line] = await database()
    .select({
      missing: sql<number>`${1 + reserve} - ${refilled}`.mapWith(Number),
      pauseMs:
        sql<number>`coalesce(extract(epoch from (${providerLines.pausedUntil} - ${now})) * 1000, 0)`.mapWith(
          Number,
        ),
      pausedReason: sql<string | null>`case when ${isPaused} then ${providerLines.pausedReason} end`,
    })
    .from(providerLines)
    .where(eq(providerLines.provider, provider));
  if (!line) throw new Error(`The row of ${provider} is missing in provider_lines`);
  const waitMs = Math.max((line.missing / perSecond) * 1000, line.pauseMs, 5);
  return { granted: false, waitMs: Math.ceil(waitMs), pausedReason: line.pausedReason };
}

/** How many requests of Dodo's budget this priority must leave for those before it. */
export function reserveFor(priority: Priority): number {
  return RESERVES[priority];
}

/** Stops all calls to a provider for a while: it asked for it, or only an operator can mend what is wrong. */
export async function pauseLine(provider: Provider, pauseMs: number, reason: string): Promise<void> {
  await database()
    .update(providerLines)
    .set({ pausedUntil: sql`greatest(${providerLines.pausedUntil}, ${inMs(pauseMs)})`, pausedReason: reason })
    .where(eq(providerLines.provider, provider));
}
