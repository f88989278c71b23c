import "server-only";
import { backoffMs } from "../backoff";
import { checkpoint } from "../checkpoint";
import type { Capture } from "../db/schema/credits";
import { log } from "../log";
import type { Next } from "../pump";
import type { CreditPorts } from "./ports";
import type { CreditStore } from "./store";

const BACKOFF = { baseMs: 250, maxMs: 30_000 };

/**
 * The next debit at Dodo: one that was begun before, else one for what has been sent and not paid. It is opened once the
 * budget allows the call, so that it pays for all that was sent until then.
 */
export async function nextCapture(ports: CreditPorts): Promise<Next> {
  const { credits, dodo } = ports;
  const work = await credits.findCaptureWork();
  if (!work) return null;
  const permit = await dodo.takeCapturePermit(work.isOverdue);
  if (!permit.granted) return { againInMs: permit.waitMs };
  const expired = work.isExpired ? await credits.claimExpiredCapture() : null;
  const capture = expired ?? (await openFirst(credits, work.customers));
  return capture && (() => driveCapture(ports, capture));
}

/** Another process may have been faster with the first of them. */
async function openFirst(credits: CreditStore, customers: readonly string[]): Promise<Capture | null> {
  for (const customerId of customers) {
    const capture = await credits.openCapture(customerId);
    if (capture) return capture;
  }
  return null;
}

/**
 * Makes the debit and commits what came of it. Safe to run twice for one capture, even at once: Dodo knows the key,
 * and the outcome is committed by whoever is first. Returns when to try again, in ms; null if it is settled.
 */
async function driveCapture({ credits, dodo, clock }: CreditPorts, capture: Capture): Promise<number | null> {
  checkpoint("capture-committed");
  const account = await credits.loadAccount(capture.customerId);
  if (account.dodoCustomerId === null)
    throw new Error(`Customer ${capture.customerId} owes credits but is unknown at Dodo`);
  const outcome = await dodo.debit({
    dodoCustomerId: account.dodoCustomerId,
    credits: capture.credits,
    idempotencyKey: capture.id,
    reason: capture.reason,
  });
  checkpoint("dodo-answered");
  if (outcome.kind === "captured") {
    await credits.settleCaptured(capture, outcome, account.now);
    checkpoint("captured-committed");
    return null;
  }
  const isStopped = outcome.kind === "stopped";
  log[isStopped ? "error" : "warn"]("Dodo did not settle a capture", {
    customerId: capture.customerId,
    captureId: capture.id,
    credits: capture.credits,
    attempt: capture.attempts,
    provider: "dodo",
    reason: outcome.reason,
  });
  if (outcome.kind === "insufficient") {
    await credits.settleInsufficient(capture, outcome.reason);
    return null;
  }
  const retryMs = isStopped ? BACKOFF.maxMs : backoffMs(capture.attempts, BACKOFF, clock.random());
  await credits.postponeCapture(capture, retryMs, outcome.reason);
  return retryMs;
}
