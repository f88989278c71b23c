import "server-only";
import type { CreditPorts } from "../credits/ports";
import type { Permit } from "../providers/line";
import type { DispatchCall, DispatchOutcome } from "../resend/outcome";
import type { Acceptance, Candidate } from "./candidate";
import type { Memory } from "./memory";
import type { SendingStore } from "./store";

/** Calls of Resend that the pipeline makes. */
export interface ResendPort {
  /** One call out of the budget that all instances share. Does not wait. */
  takePermit(): Promise<Permit>;
  /** Never throws: what can't be told is `unknown`. */
  postEmails(body: string, idempotencyKey: string, call: DispatchCall): Promise<DispatchOutcome>;
}

/**
 * All that accept, dispatch and capture touch of the world. Production passes `live`; the simulation passes models of a
 * database, of both providers and of time, and stops and crashes the same code between any two of these calls.
 */
export interface Ports extends CreditPorts {
  sending: SendingStore;
  resend: ResendPort;
  /** Accepts an email if there is room for it in the queue. Throws `queue_full` and `overloaded`. */
  withRoom(candidate: Candidate, accept: () => Promise<Acceptance>): Promise<Acceptance>;
  memory: Memory;
  /** A new UUIDv7: ids are made by the app and rise with time. */
  newId(): string;
}
