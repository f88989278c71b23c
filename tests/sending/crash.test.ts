import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buyTopup, readCredits, startCheckout } from "../support/buy";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { brokenInvariants, passLeases, readLedgers, untilSettled } from "./ledgers";

const KILL_AT = { NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "kill-at.mjs")}` };
/** Long enough for a restart on a busy machine, so that no message is given up meanwhile. */
const RETRY_SCHEDULE_MS = [0, 100, 200, 400, 800, 1600, 3200, 6400, 12_800];
const LEDGER_ENTRIES = "ledger-entries$";

/** Every place between two durable steps of a send, in their order. */
const CHECKPOINTS = [
  "request-parsed",
  "email-accepted",
  "dispatch-committed",
  "resend-answered",
  "outcome-committed",
  "capture-committed",
  "dodo-answered",
  "captured-committed",
];
/** The moments that only the other end knows: the request has arrived, and the work is not done yet, or done. */
const PROVIDER_MOMENTS = [
  { name: "bytes written, Resend not done", target: "resend", path: "/emails$", kind: "kill_before" },
  { name: "Resend done, answer unread", target: "resend", path: "/emails$", kind: "kill_after" },
  { name: "bytes written, Dodo not done", target: "dodo", path: LEDGER_ENTRIES, kind: "kill_before" },
  { name: "Dodo done, answer unread", target: "dodo", path: LEDGER_ENTRIES, kind: "kill_after" },
] as const;
const WEBHOOK_CHECKPOINTS = ["webhook-verified", "webhook-stored", "webhook-applied"];

let stack: Stack;
let customers = 0;

beforeAll(async () => {
  stack = await startStack();
  await stack.sandbox.changeSettings({ webhooks: { retryScheduleMs: RETRY_SCHEDULE_MS } });
});
afterAll(() => stack?.stop());

/** A customer with credits, and an app that runs as usual. */
async function customerWithCredits(): Promise<Session> {
  if (stack.hasEnded()) await stack.restart();
  customers += 1;
  const session = await signIn(stack, `crash-${customers}@mailbox.dev`);
  await buyTopup(session, stack);
  await stack.sandbox.webhooksIdle();
  return session;
}

const email = { to: ["delivered@resend.dev"], subject: "Crash", text: "Once, whatever happens." };
const sendWith = (session: Session) => session.post("/api/send", email, { "Idempotency-Key": "crash" });

/** Sends while the process is about to die. The caller sees an answer, or a connection that breaks. */
async function sendIntoTheCrash(session: Session): Promise<void> {
  await sendWith(session).catch(() => null);
  await waitFor(() => stack.hasEnded(), { what: "the process to die" });
}

async function recover(): Promise<void> {
  await passLeases(stack);
  await stack.restart();
}

async function expectOutcome(session: Session, emails: number): Promise<void> {
  await untilSettled(stack);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers.accepted).toHaveLength(emails);
  expect(ledgers.captured).toBe(emails);
}

describe.each([
  { who: "a caller who tries again with the same key", retries: true },
  { who: "a caller who never comes back", retries: false },
])("one email and one credit, or none of both, for $who, after a crash at", ({ retries }) => {
  async function finish(session: Session, wasAccepted: boolean): Promise<void> {
    await recover();
    if (retries) expect((await sendWith(session)).status).toBe(200);
    await expectOutcome(session, wasAccepted || retries ? 1 : 0);
  }

  it.each(CHECKPOINTS)("%s", async (checkpoint) => {
    const session = await customerWithCredits();
    await stack.restart(0, { ...KILL_AT, KILL_AT: checkpoint });
    await sendIntoTheCrash(session);
    await finish(session, checkpoint !== "request-parsed");
  });

  it.each(PROVIDER_MOMENTS)("$name", async ({ name: _, ...moment }) => {
    const session = await customerWithCredits();
    await stack.sandbox.addFaults({ ...moment, method: "POST", pid: stack.pid() });
    await sendIntoTheCrash(session);
    await finish(session, true);
  });

  it("the answer written", async () => {
    const session = await customerWithCredits();
    const first = await (await sendWith(session)).json();
    await stack.kill();
    await recover();
    if (retries) expect(await (await sendWith(session)).json()).toEqual(first);
    await expectOutcome(session, 1);
  });
});

describe("a payment adds its credits once, after a crash at", () => {
  it.each(WEBHOOK_CHECKPOINTS)("%s", async (checkpoint) => {
    const session = await customerWithCredits();
    const before = await readCredits(session);
    const checkout = await startCheckout("/api/checkout/topup", session);
    await stack.restart(0, { ...KILL_AT, KILL_AT: checkpoint });
    await stack.sandbox.pay(checkout, "4242424242424242");
    await waitFor(() => stack.hasEnded(), { what: "the process to die" });
    await recover();
    await waitFor(
      async () => {
        const { rows } = await stack.db.query("select 1 from webhook_events where applied_at is null");
        const { waitingForRetry, isIdle } = await stack.sandbox.webhooksIdle();
        return isIdle && waitingForRetry === 0 && rows.length === 0;
      },
      { timeoutMs: 30_000, what: "every webhook to be delivered and applied" },
    );
    expect((await readCredits(session)).available).toBe(before.available + 5000);
  });
});
