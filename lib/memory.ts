import "server-only";
import type { Account } from "./credits/account";
import type { Standing } from "./sending/email-row";

/** What one process remembers for a while. All of it may be forgotten at any moment: nothing here decides alone. */
export interface Memory {
  /** Balances that are being read, by customer. */
  balanceReads: Map<string, Promise<Account>>;
  /** Callers who wait for an email to be settled, by its id. */
  settledWaiters: Map<string, Set<(standing: Standing) => void>>;
  /** When a balance that was too low was last read once more, by customer. */
  secondLooks: Map<string, number>;
  /** Of the calls to Resend that are under way. */
  dispatchedBytes: number;
}

export function createMemory(): Memory {
  return { balanceReads: new Map(), settledWaiters: new Map(), secondLooks: new Map(), dispatchedBytes: 0 };
}
