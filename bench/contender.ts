import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxControl } from "@/sandbox/control-client";
import type { Call } from "./http";

export interface SendOptions {
  subject: string;
  /** Ask not to wait for Resend. Only MailKit knows how. */
  isAsync?: boolean;
}

/** One side of a comparison: a server, a sandbox of its own, and customers with a million credits each. */
export interface Contender {
  name: "tutorial" | "MailKit";
  url: string;
  sandbox: SandboxControl;
  /** The ids at Dodo of its customers. */
  dodoIds: string[];
  /** A send by a customer, by its place in the list; the places go round. */
  send(customer: number, options: SendOptions): Call;
  /** What a dashboard asks for. */
  readCredits(customer: number): Call;
  webhookUrl: string;
  /** The process to look at. */
  pid(): number;
  /** Waits until nothing is under way any more. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** The providers as they are: Dodo's and Resend's documented limits for a new account, and usual times of answer. */
const LATENCY_MS = { dodo: 80, resend: 120 };

/** Sandboxes are set up without limits, and become like the providers when measuring begins. */
export async function liftLimits(sandbox: SandboxControl): Promise<void> {
  await sandbox.changeSettings({ rateLimits: false, latencyMs: { dodo: 0, resend: 0 } });
}

export async function imposeLimits(sandbox: SandboxControl): Promise<void> {
  await sandbox.changeSettings({
    rateLimits: { enabled: true, dodoPerSecond: 40, dodoPerMinute: 240, resendPerSecond: 10 },
    latencyMs: LATENCY_MS,
  });
}

/** Credits that no row uses up, so that a refusal for their lack can't be taken for a fault. */
export const CREDITS = 1_000_000;

/** A mail of the size of a password reset. The box accepts everything and delivers nothing. */
export function mail(subject: string) {
  return {
    to: "delivered@resend.dev",
    subject,
    html: `<p>Hello,</p><p>${"This is a line of text. ".repeat(20)}</p>`,
  };
}

/** Waits until `check` holds or the time is over. Returns whether it held. */
export async function patiently(
  check: () => Promise<boolean>,
  timeoutMs: number,
  pollMs = 250,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await check()) return true;
    if (performance.now() > deadline) return false;
    await sleep(pollMs);
  }
}
