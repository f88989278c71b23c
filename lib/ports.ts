import "server-only";
import type { Clock } from "./clock";
import type { CreditStore } from "./credits/store";
import type { Debit, DebitOutcome } from "./dodo/ledger";
import type { Memory } from "./memory";
import type { Permit, Priority } from "./providers/line";
import type { DispatchCall, DispatchOutcome } from "./resend/outcome";
import type { Acceptance, Candidate } from "./sending/candidate";
import type { SendingStore } from "./sending/store";

/** Calls of Resend that the pipeline makes. */
export interface ResendPort {
  /** One call out of the budget that all instances share. Does not wait. */
  takePermit(): Promise<Permit>;
  /** Never throws: what can't be told is `unknown`. */
  postEmails(body: string, idempotencyKey: string, call: DispatchCall): Promise<DispatchOutcome>;
}

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

/**
 * All that accept, dispatch and capture touch of the world. Production passes `live`; the simulation passes models of a
 * database, of both providers and of time, and stops and crashes the same code between any two of these calls.
 */
export interface Ports {
  sending: SendingStore;
  credits: CreditStore;
  resend: ResendPort;
  dodo: DodoPort;
  /** Accepts an email if there is room for it in the queue. Throws `queue_full` and `overloaded`. */
  withRoom(candidate: Candidate, accept: () => Promise<Acceptance>): Promise<Acceptance>;
  clock: Clock;
  memory: Memory;
  /** A new UUIDv7: ids are made by the app and rise with time. */
  newId(): string;
}
