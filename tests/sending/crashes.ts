import path from "node:path";
import { expect } from "vitest";
import type { FaultInput } from "@/sandbox/control-client";
import { buyTopup } from "../support/buy";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { brokenInvariants, passLeases, readLedgers, untilSettled } from "./ledgers";

/** Loads what ends, or stops, the process at a checkpoint. */
export const AT_CHECKPOINT = {
  NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "at-checkpoint.mjs")}`,
};

/** Where the process dies: at a checkpoint of its own, at a moment that only a provider knows, or after it answered. */
export type CrashPoint =
  | { name: string; at: "checkpoint"; isBeforeQueue: boolean }
  | { name: string; at: "provider"; fault: Pick<FaultInput, "target" | "path" | "kind"> }
  | { name: string; at: "answered" };

const beforeQueue = (name: string): CrashPoint => ({ name, at: "checkpoint", isBeforeQueue: true });
const behindQueue = (name: string): CrashPoint => ({ name, at: "checkpoint", isBeforeQueue: false });
const atResend = (name: string, kind: FaultInput["kind"]): CrashPoint => ({
  name,
  at: "provider",
  fault: { target: "resend", path: "/emails(/batch)?$", kind },
});
const atDodo = (name: string, kind: FaultInput["kind"]): CrashPoint => ({
  name,
  at: "provider",
  fault: { target: "dodo", path: "ledger-entries$", kind },
});

/** Every place between two durable steps of a send, in their order. */
export const CRASH_POINTS: CrashPoint[] = [
  beforeQueue("request-parsed"),
  beforeQueue("email-accepted"),
  behindQueue("dispatch-committed"),
  atResend("bytes written, Resend not done", "kill_before"),
  atResend("Resend done, answer unread", "kill_after"),
  behindQueue("resend-answered"),
  behindQueue("outcome-committed"),
  behindQueue("capture-committed"),
  atDodo("bytes written, Dodo not done", "kill_before"),
  atDodo("Dodo done, answer unread", "kill_after"),
  behindQueue("dodo-answered"),
  behindQueue("captured-committed"),
  { name: "the answer written", at: "answered" },
];

export interface CrashRow {
  point: CrashPoint;
  /** Emails that are on their way together when it happens. */
  size: number;
  /** Whether callers try again with the same keys until they have an answer. */
  retries: boolean;
}

/** The instance that dies. A second one, if the stack has it, lives on and finishes what the first began. */
const VICTIM = 0;
const SURVIVOR = 1;

let customers = 0;

/** Crashes the stack's first instance at a point, lets the work be finished, and expects that each email is one. */
export async function crashAndRecover(stack: Stack, { point, size, retries }: CrashRow): Promise<void> {
  if (stack.hasEnded(VICTIM)) await stack.restart(VICTIM);
  customers += 1;
  const session = await signIn(stack, `crash-${customers}@mailbox.dev`);
  await buyTopup(session, stack);
  // With the receipt of the top-up, which goes the same way.
  await settled(stack, session.email);
  const letters = new Letters(session, size);
  const hasSurvivor = stack.baseUrls.length > 1;
  // It could take the work before the victim does; so it sleeps until the victim is dead.
  if (hasSurvivor) stack.signal(SURVIVOR, "SIGSTOP");
  try {
    await crash(stack, point, letters);
  } finally {
    if (hasSurvivor) stack.signal(SURVIVOR, "SIGCONT");
  }
  await passLeases(stack);
  if (!hasSurvivor) await stack.restart(VICTIM);
  if (retries) await letters.sendAgain(stack.baseUrls.at(-1) ?? "");
  await untilSettled(stack, 60_000);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  const [least, most] = expectedEmails({ point, size, retries });
  expect(ledgers.accepted.length).toBeGreaterThanOrEqual(least);
  expect(ledgers.accepted.length).toBeLessThanOrEqual(most);
  expect(ledgers.captured).toBe(ledgers.accepted.length);
  expect(letters.acceptedIds().filter((id) => !ledgers.accepted.includes(id))).toEqual([]);
  expect(letters.contradictions()).toEqual([]);
}

/** Of several requests, some may have reached the transaction that was committed before the crash, and some not. */
function expectedEmails({ point, size, retries }: CrashRow): [least: number, most: number] {
  if (retries || !(point.at === "checkpoint" && point.isBeforeQueue)) return [size, size];
  return point.name === "request-parsed" ? [0, 0] : [1, size];
}

async function crash(stack: Stack, point: CrashPoint, letters: Letters): Promise<void> {
  if (point.at === "answered") {
    await letters.send(stack.baseUrl);
    await stack.kill(VICTIM);
    return;
  }
  const isBeforeQueue = point.at === "checkpoint" && point.isBeforeQueue;
  if (letters.size > 1 && !isBeforeQueue) await queue(stack, letters);
  const isQueued = letters.size > 1 && !isBeforeQueue;
  if (point.at === "checkpoint") {
    if (isQueued) await stack.db.query("update provider_lines set paused_until = null");
    const armed = stack.restart(VICTIM, { ...AT_CHECKPOINT, AT_CHECKPOINT: point.name });
    // With a queue it dies while it starts.
    if (isQueued) await armed.catch(() => undefined);
    else await armed;
  } else {
    if (isQueued) await stack.restart(VICTIM);
    await stack.sandbox.addFaults({ ...point.fault, method: "POST", pid: stack.pid(VICTIM) });
    if (isQueued) await stack.db.query("update provider_lines set paused_until = null");
  }
  if (!isQueued) await letters.send(stack.baseUrl);
  await waitFor(() => stack.hasEnded(VICTIM), { timeoutMs: 20_000, what: "the process to die" });
}

/** Has the emails accepted while Resend's line is held, so that they leave together. */
async function queue({ db, baseUrl }: Stack, letters: Letters): Promise<void> {
  await db.query(
    "update provider_lines set paused_until = now() + interval '1 hour' where provider = 'resend'",
  );
  await letters.send(baseUrl);
  expect(letters.acceptedIds()).toHaveLength(letters.size);
}

/** Emails of one customer, each with its key, and the answers to them. */
class Letters {
  private readonly answers: Record<string, unknown>[][];

  constructor(
    private readonly session: Session,
    readonly size: number,
  ) {
    this.answers = Array.from({ length: size }, () => []);
  }

  /** Callers see an answer, or a connection that breaks. Several don't wait for Resend, one does. */
  async send(baseUrl: string): Promise<void> {
    await Promise.all(this.answers.map((_, index) => this.post(baseUrl, index).catch(() => undefined)));
  }

  async sendAgain(baseUrl: string): Promise<void> {
    const statuses = await Promise.all(this.answers.map((_, index) => this.post(baseUrl, index)));
    expect(statuses.filter((status) => status !== 200 && status !== 202)).toEqual([]);
  }

  acceptedIds(): string[] {
    return this.answers.flatMap((answers) => answers.map(({ id }) => String(id)));
  }

  /** Keys under which two answers name different emails or prices. */
  contradictions(): number[] {
    const facts = ({ id, credits }: Record<string, unknown>) => JSON.stringify([id, credits]);
    return [...this.answers.keys()].filter((index) => new Set(this.answers[index]?.map(facts)).size > 1);
  }

  private async post(baseUrl: string, index: number): Promise<number> {
    const answer = await this.session.post(
      `${baseUrl}/api/send`,
      { to: [`delivered+${index}@resend.dev`], subject: `Crash ${index}`, text: "Once, whatever happens." },
      {
        "Idempotency-Key": `crash-${index}`,
        "Sec-Fetch-Site": "same-origin",
        ...(this.size > 1 ? { Prefer: "respond-async" } : {}),
      },
    );
    if (answer.ok) this.answers[index]?.push((await answer.json()) as Record<string, unknown>);
    return answer.status;
  }
}
