import { afterAll, beforeAll, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { soakSeed, surviveRandomKills } from "./random-kills";

/** Restarts take seconds each on a busy machine. */
const TIMEOUT_MS = 180_000;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { SEND_RATE_PER_MINUTE: "100000" } });
});
afterAll(() => stack?.stop());

it("nothing is lost, doubled, or charged for nothing while instances are killed at random", {
  timeout: TIMEOUT_MS,
}, async () => {
  const { broken, figures } = await surviveRandomKills(stack, { kills: 5, perSecond: 15, seed: soakSeed() });
  console.log(figures);
  expect(broken).toEqual([]);
});
