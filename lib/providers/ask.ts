import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { distanceFrom } from "../clock";
import type { Provider } from "./limits";
import { AccountTrouble } from "./trouble";

/** Waits of a person who watches: 1, 2 and 4 seconds, unless the provider says how long. */
const FIRST_WAIT_MS = 1_000;
/** The longest window of a limit; more is not believed. */
const WAIT_MAX_MS = 61_000;

/** How calls about the account are made. */
export interface Manners {
  /** Tries of a call that may be repeated; 1 for a look that must be quick. */
  attempts: number;
  timeoutMs: number;
  /** Waits for a place in the provider's request budget; returns why there is none. Left out: a handful of calls by hand. */
  takeTurn?: (provider: Provider) => Promise<string | null>;
}

/** What the headers of the last answer said. */
export interface Sighting {
  /** How far the provider's clock is from ours; 0 within what can be measured, positive if ours is behind. */
  skewMs: number | null;
  limit: string | null;
  remaining: string | null;
}

/**
 * Makes one call and repeats it as long as that can help: always when it was not done for certain, and after a lost
 * answer only if `isRepeatable`. Throws AccountTrouble.
 */
export async function ask<T>(
  provider: Provider,
  { attempts, takeTurn }: Manners,
  isRepeatable: boolean,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const refusal = await takeTurn?.(provider);
    if (refusal) throw new AccountTrouble(provider, "no_turn", refusal);
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof AccountTrouble) || error.kind !== "unavailable" || attempt >= attempts)
        throw error;
      if (error.mayBeDone && !isRepeatable) throw error;
      await sleep(Math.min(error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1), WAIT_MAX_MS));
    }
  }
}

/**
 * How long a refused call is to wait, by its headers: Dodo does not promise `retry-after`, and says when its window ends
 * in seconds from now or since 1970. Null if they say nothing that can be believed. Pure.
 */
export function waitAsked(header: (name: string) => string | null | undefined, nowMs: number): number | null {
  const asked = Number(header("retry-after") || Number.NaN);
  if (asked > 0) return asked * 1000;
  const reset = Number(header("x-ratelimit-reset") || Number.NaN);
  const waitMs = reset * 1000 <= WAIT_MAX_MS ? reset * 1000 : reset * 1000 - nowMs;
  // A whole second more: both clocks are read in whole seconds.
  return waitMs >= 0 && waitMs <= WAIT_MAX_MS ? waitMs + 1_000 : null;
}

/** Reads a `Date` header, which is in whole seconds, against our clock from before and after the call. */
export function skewOf(date: string | null, askedAtMs: number, answeredAtMs: number): number | null {
  const theirsMs = Date.parse(date ?? "");
  if (Number.isNaN(theirsMs)) return null;
  return distanceFrom(theirsMs, askedAtMs - 1_000, answeredAtMs);
}
