import { afterAll, beforeAll, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { customerWith } from "./customers";
import { passLeases, untilSettled } from "./ledgers";
import { brokenPromises } from "./promises";
import { startTraffic } from "./traffic";

/** What an orchestrator waits before it kills, less some room. */
const STOPS_WITHIN_MS = 25_000;
const STOPPED = 0;
const TIMEOUT_MS = 180_000;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { SEND_RATE_PER_MINUTE: "100000" } });
});
afterAll(() => stack?.stop());

it("an instance that is asked to stop under load ends soon, and nothing that it accepted is lost or doubled", {
  timeout: TIMEOUT_MS,
}, async () => {
  const sessions = [await customerWith(stack, "stop-a", 5_000), await customerWith(stack, "stop-b", 5_000)];
  const traffic = startTraffic(stack, { sessions, seed: 4, perSecond: 30 });
  await waitFor(() => traffic.sendings.length >= 60, { timeoutMs: 30_000, what: "60 sends" });
  stack.signal(STOPPED, "SIGTERM");
  await waitFor(() => stack.hasEnded(STOPPED), { timeoutMs: STOPS_WITHIN_MS, what: "the instance to end" });
  await stack.restart(STOPPED);
  const sendings = await traffic.stop();
  await passLeases(stack);
  await untilSettled(stack, 60_000);
  expect(await brokenPromises(stack, sendings)).toEqual([]);
});
