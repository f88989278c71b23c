import "server-only";
import type { BalanceMemory } from "../credits/ports";
import type { Standing } from "./email-row";

/** What one process remembers for a while. All of it may be forgotten at any moment: nothing here decides alone. */
export interface Memory extends BalanceMemory {
  /** Callers who wait for an email to be settled, by its id. */
  settledWaiters: Map<string, Set<(standing: Standing) => void>>;
  /** When a balance that was too low was last read once more, by customer. */
  secondLooks: Map<string, number>;
  /** Of the calls to Resend that are under way. */
  dispatchedBytes: number;
}

/** Of a process that has begun. What is remembered of balances is shared with whoever else asks for them. */
export function createMemory({ balanceReads }: BalanceMemory = { balanceReads: new Map() }): Memory {
  return { balanceReads, settledWaiters: new Map(), secondLooks: new Map(), dispatchedBytes: 0 };
}
