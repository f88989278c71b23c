import "server-only";

/** Credits with an end of their own; null: they have none. */
interface Portion {
  remaining: number;
  expiresAt: Date | null;
}

interface RunOut {
  /** When the last of them is used, or gone. */
  until: Date;
  /** Credits that expire before their turn, or in the middle of it. */
  unused: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Past this a date says nothing any more. */
const HORIZON_MS = 10 * 365 * DAY_MS;

/**
 * How long these portions last if they are used one after the other, in this order, `perDay` credits a day. What is
 * held is taken first: it is as good as spent. Null if nothing is there to be used. Pure.
 */
export function runOut(
  portions: readonly Portion[],
  { held, perDay, now }: { held: number; perDay: number; now: Date },
): RunOut | null {
  let atMs = now.getTime();
  let spent = held;
  let unused = 0;
  for (const { remaining, expiresAt } of portions) {
    const left = Math.max(0, remaining - spent);
    spent = Math.max(0, spent - remaining);
    const endMs = Math.min(expiresAt?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() + HORIZON_MS);
    const usedUpMs = atMs + (left / perDay) * DAY_MS;
    if (usedUpMs > endMs) unused += Math.min(left, Math.round(((usedUpMs - endMs) / DAY_MS) * perDay));
    atMs = Math.max(atMs, Math.min(usedUpMs, endMs));
  }
  return atMs > now.getTime() ? { until: new Date(atMs), unused } : null;
}
