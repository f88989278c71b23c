import "server-only";
import type { Memory } from "./memory";

/** A customer who goes on sending after a 402 causes no more than one extra read in this time. */
const ONCE_PER_MS = 5_000;
/** Customers remembered at the most. Forgetting one costs a read, nothing else. */
const REMEMBERED_MAX = 10_000;

/**
 * Whether a balance that was read a moment ago, and is too low, is to be read once more: a top-up may just have landed,
 * and its webhook may be late. Each customer may ask for that every few seconds, so that one who has run out can't use
 * up the reads of all others.
 */
export function maySecondLook({ secondLooks }: Memory, customerId: string, nowMs: number): boolean {
  const lastMs = secondLooks.get(customerId);
  if (lastMs !== undefined && nowMs - lastMs < ONCE_PER_MS && nowMs >= lastMs) return false;
  if (secondLooks.size >= REMEMBERED_MAX) secondLooks.clear();
  secondLooks.set(customerId, nowMs);
  return true;
}
