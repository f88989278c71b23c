import "server-only";

interface Backoff {
  baseMs: number;
  maxMs: number;
}

/**
 * How long to wait before trying again: doubles with every attempt (the first is 1), less up to a fifth, so that many
 * who failed together don't come back together. `chance` is from 0 to 1. Pure.
 */
export function backoffMs(attempt: number, { baseMs, maxMs }: Backoff, chance: number): number {
  const delayMs = Math.min(maxMs, baseMs * 2 ** (attempt - 1));
  return Math.round(delayMs * (1 - chance * 0.2));
}
