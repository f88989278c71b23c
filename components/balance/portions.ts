import type { UsableGrant } from "@/lib/contracts/billing";

/** A part of the available credits that is used, or expires, as one. */
export interface Portion {
  id: string;
  /** Where it came from; null for credits that are newer than what is known of them. */
  source: UsableGrant["source"] | null;
  credits: number;
  /** Null if it never does, or is not known. */
  expiresAt: string | null;
}

/**
 * What each grant still has of the available credits, what is used next first. Grants are known as of some moments ago: what
 * was used or set aside since is taken from the first, as Dodo will; what has arrived since stands last. Pure.
 */
export function toPortions(grants: readonly UsableGrant[], available: number): Portion[] {
  let usedSince = grants.reduce((sum, { remaining }) => sum + remaining, 0) - available;
  const arrived = Math.max(0, -usedSince);
  const portions: Portion[] = [];
  for (const { id, source, remaining, expires_at } of grants) {
    const taken = Math.min(Math.max(usedSince, 0), remaining);
    usedSince -= taken;
    if (remaining > taken) portions.push({ id, source, credits: remaining - taken, expiresAt: expires_at });
  }
  if (arrived > 0) portions.push({ id: "arrived", source: null, credits: arrived, expiresAt: null });
  return portions;
}

/**
 * The credits that expire first, and when; null if none of them does. Those that expire on one day, as the reader has it,
 * are one number. Pure.
 */
export function nextExpiry(
  portions: readonly Portion[],
  dayOf: (iso: string) => string,
): { credits: number; at: string } | null {
  const at = portions
    .flatMap(({ expiresAt }) => expiresAt ?? [])
    .sort()
    .at(0);
  if (at === undefined) return null;
  const isThatDay = ({ expiresAt }: Portion) => expiresAt !== null && dayOf(expiresAt) === dayOf(at);
  const credits = portions.filter(isThatDay).reduce((sum, one) => sum + one.credits, 0);
  return { credits, at };
}
