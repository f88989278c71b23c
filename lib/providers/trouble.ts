import "server-only";
import type { Provider } from "./limits";

/**
 * - `key`: the key is not accepted, or may not do this.
 * - `refused`: the provider will never do this, for its reason in words.
 * - `unavailable`: no answer, or one that asks to come again.
 * - `no_turn`: the call was not made, because the request budget has no place for it.
 */
type Kind = "key" | "refused" | "unavailable" | "no_turn";

/** A call about the operator's own account at a provider came to nothing. The message is the provider's reason. */
export class AccountTrouble extends Error {
  constructor(
    readonly provider: Provider,
    readonly kind: Kind,
    message: string,
    /** False: it was not done for certain. */
    readonly mayBeDone = false,
    /** How long the provider asks to wait; null if it does not say. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = "AccountTrouble";
  }
}
