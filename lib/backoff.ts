import "server-only";

/** How long to wait before trying again: doubles with every attempt (the first is 1), with up to a fifth of jitter. */
export function backoffMs(attempt: number, { baseMs, maxMs }: { baseMs: number; maxMs: number }): number {
  const delayMs = Math.min(maxMs, baseMs * 2 ** (attempt - 1));
  return Math.round(delayMs * (1 - Math.random() * 0.2));
}
