import "server-only";
import { channel } from "node:diagnostics_channel";

/** The places between two durable steps. Whatever process dies at any of them, the guarantees must hold. */
export type Checkpoint =
  | "request-parsed"
  | "email-accepted"
  | "dispatch-committed"
  | "resend-answered"
  | "outcome-committed"
  | "capture-committed"
  | "dodo-answered"
  | "captured-committed"
  | "webhook-verified"
  | "webhook-stored"
  | "webhook-applied"
  | "outgoing-posted"
  | "topup-committed"
  | "topup-called"
  | "topup-answered";

const checkpoints = channel("mailkit:checkpoint");

/** Tells whoever watches from inside the process (tracing, the crash tests) how far a piece of work has come. */
export function checkpoint(name: Checkpoint): void {
  if (checkpoints.hasSubscribers) checkpoints.publish(name);
}
