import "server-only";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long it is waited after the first, second … attempt that failed. As Resend's webhooks (Svix) are repeated. */
const DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
];
/** Each wait is shorter by up to this part, so that messages that failed together don't come back together. */
const JITTER = 0.2;

/** Attempts of a message before it has failed: over about a day (22 to 28 hours). */
export const ATTEMPTS_MAX = DELAYS_MS.length + 1;

/**
 * How long to wait after attempt `attempt` (the first is 1) has failed; null if it was the last. `chance` is from 0
 * to 1. Pure.
 */
export function retryDelayMs(attempt: number, chance: number): number | null {
  const delayMs = DELAYS_MS[attempt - 1];
  return delayMs === undefined ? null : Math.round(delayMs * (1 - chance * JITTER));
}
