import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { AT_CHECKPOINT } from "../sending/crashes";
import {
  automaticPayments,
  buyer,
  drain,
  paid,
  passTime,
  readAutoTopUp,
  resume,
  statesOf,
  turnOn,
  untilAvailable,
  untilStates,
  untilStatus,
} from "../support/auto-topup";
import { endlessBudget } from "../support/endless-budget";
import { settled } from "../support/settled";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

const RETRY_SCHEDULE_MS = [0, 100, 200, 400, 800, 1600, 3200, 6400, 12_800];

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
  await stack.sandbox.changeSettings({ webhooks: { retryScheduleMs: RETRY_SCHEDULE_MS } });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  if (stack.hasEnded(0)) await stack.restart(0);
});

/** Only the first instance is there, and something happens to it when it comes to the checkpoint. */
async function untilCheckpoint(session: Session, at: string, signal: NodeJS.Signals): Promise<void> {
  await turnOn(session);
  await stack.kill(1);
  await stack.restart(0, { ...AT_CHECKPOINT, AT_CHECKPOINT: at, CHECKPOINT_SIGNAL: signal });
  await drain(stack, session, 100);
}

it("after a crash between the commit and the call nothing was charged, and it is done once by the next", async () => {
  const session = await buyer(stack, "committed");
  await untilCheckpoint(session, "topup-committed", "SIGKILL");
  await waitFor(() => stack.hasEnded(0), { what: "the process to die" });
  await stack.restart(0);
  expect(await statesOf(stack, session)).toEqual(["started"]);
  await passTime(stack, session, 2);
  await untilAvailable(session, 5_100);
  // Its credits may be there before Dodo's answer has been looked at.
  await untilStates(stack, session, ["failed", "charged"]);
  expect(await paid(stack, session)).toBe(1);
});

it("after a crash right before the call nobody knows, so half an hour of evidence and the customer decide", async () => {
  const session = await buyer(stack, "called");
  await untilCheckpoint(session, "topup-called", "SIGKILL");
  await waitFor(() => stack.hasEnded(0), { what: "the process to die" });
  await stack.restart(0);
  await passTime(stack, session, 2);
  await untilStates(stack, session, ["unknown"]);
  await settled(stack, session.email);
  await passTime(stack, session, 31);
  expect((await untilStatus(session, "stopped")).stopped).toMatchObject({ reason: "unconfirmed" });
  expect(await automaticPayments(stack, session)).toEqual([]);
  expect((await resume(session)).status).toBe(200);
  await untilAvailable(session, 5_100);
  expect(await paid(stack, session)).toBe(1);
});

it("after a crash right after the call the payment is found, and is the only one", async () => {
  const session = await buyer(stack, "answered");
  await untilCheckpoint(session, "topup-answered", "SIGKILL");
  await waitFor(() => stack.hasEnded(0), { what: "the process to die" });
  await stack.restart(0);
  await untilStates(stack, session, ["charged"]);
  await untilAvailable(session, 5_100);
  await settled(stack, session.email);
  expect(await paid(stack, session)).toBe(1);
  expect(await readAutoTopUp(session)).toMatchObject({ used_this_month: 1 });
});

it("a process that stood still after its commit calls nothing when it wakes up", async () => {
  const session = await buyer(stack, "asleep");
  await untilCheckpoint(session, "topup-committed", "SIGSTOP");
  await untilStates(stack, session, ["started"]);
  await stack.restart(1);
  await passTime(stack, session, 2);
  await untilStates(stack, session, ["failed", "charged"]);
  stack.signal(0, "SIGCONT");
  await waitFor(async () => (await fetch(`${stack.baseUrls[0]}/api/health`)).ok, { what: "it to wake up" });
  await untilAvailable(session, 5_100);
  await settled(stack, session.email);
  expect(await statesOf(stack, session)).toEqual(["failed", "charged"]);
  expect(await paid(stack, session)).toBe(1);
});
