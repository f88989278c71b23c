import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buyTopup } from "../support/buy";
import { settled } from "../support/settled";
import { signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { AT_CHECKPOINT } from "./crashes";
import { brokenInvariants, passLeases, readLedgers, untilSettled } from "./ledgers";

const STALLED = 0;
const OTHER = 1;

let stack: Stack;
let customers = 0;

beforeAll(async () => {
  stack = await startStack({ instances: 2 });
});
beforeEach(() => {
  customers += 1;
});
afterAll(() => stack?.stop());

function isStopped(): boolean {
  const { stdout } = spawnSync("ps", ["-o", "state=", "-p", String(stack.pid(STALLED))], {
    encoding: "utf8",
  });
  return stdout.trim().startsWith("T");
}

async function providerCalls(): Promise<number> {
  const { resendCalls, dodoCalls } = await stack.sandbox.state();
  return [...resendCalls, ...dodoCalls]
    .filter(({ method, route }) => method === "POST" && /\/emails$|ledger-entries$/.test(route))
    .reduce((sum, { count }) => sum + count, 0);
}

describe("an email is sent and paid once when its process stalls, wakes up after its lease, and carries on at", () => {
  it.each([
    { checkpoint: "dispatch-committed", callsAgain: true },
    { checkpoint: "resend-answered", callsAgain: false },
    { checkpoint: "outcome-committed", callsAgain: false },
    { checkpoint: "capture-committed", callsAgain: true },
    { checkpoint: "dodo-answered", callsAgain: false },
  ])("$checkpoint", async ({ checkpoint, callsAgain }) => {
    const session = await signIn(stack, `stall-${customers}@mailbox.dev`);
    await buyTopup(session, stack);
    // With the receipt of the top-up, which goes the same way.
    await settled(stack, session.email);
    await stack.restart(STALLED, {
      ...AT_CHECKPOINT,
      AT_CHECKPOINT: checkpoint,
      CHECKPOINT_SIGNAL: "SIGSTOP",
    });
    // It would take the work before the one that is to stall with it.
    stack.signal(OTHER, "SIGSTOP");
    const answer = session.post("/api/send", {
      to: "delivered@resend.dev",
      subject: "Stall",
      text: "Once, however late its sender wakes up.",
    });
    try {
      await waitFor(isStopped, { what: "the process to stall" });
    } finally {
      stack.signal(OTHER, "SIGCONT");
    }
    await passLeases(stack);
    await untilSettled(stack);
    const callsBefore = await providerCalls();
    stack.signal(STALLED, "SIGCONT");
    expect([200, 202]).toContain((await answer).status);
    if (callsAgain)
      await waitFor(async () => (await providerCalls()) > callsBefore, { what: "the same call once more" });
    // A later email through the same process is settled after what it woke up to.
    const later = await session.post("/api/send", {
      to: "delivered@resend.dev",
      subject: "Later",
      text: "Hi",
    });
    expect(later.status).toBe(200);
    await untilSettled(stack);
    const ledgers = await readLedgers(stack, session.email);
    expect(brokenInvariants(ledgers)).toEqual([]);
    expect(ledgers.accepted).toHaveLength(2);
    expect(ledgers.captured).toBe(2);
  });
});
