import "server-only";
import type { Clock } from "../clock";
import type { Debit, DebitOutcome } from "../dodo/ledger";
import type { Permit, Priority } from "../providers/line";
import type { Account } from "./account";
import type { CreditStore } from "./store";

/** Calls of Dodo that the pipeline makes. */
export interface DodoPort {
  /** One call for a capture out of the budget that all instances share. Does not wait. */
  takeCapturePermit(isOverdue: boolean): Promise<Permit>;
  /** Needs a permit. Never throws: what can't be told is `unknown`. */
  debit(debit: Debit): Promise<DebitOutcome>;
  /** True if a read for a send is known to find no turn: the mirror has to serve. */
  readsAreOut(): boolean;
  /** Throws ProviderUnavailable. */
  readBalance(dodoCustomerId: string, priority: Priority): Promise<number>;
}

/** What one process remembers of balances. It may be forgotten at any moment. */
export interface BalanceMemory {
  /** Balances that are being read, by customer. */
  balanceReads: Map<string, Promise<Account>>;
}

/** All that mirroring a balance and capturing touch of the world. */
export interface CreditPorts {
  credits: CreditStore;
  dodo: DodoPort;
  clock: Clock;
  memory: BalanceMemory;
}
