import { afterAll, beforeAll, expect, it } from "vitest";
import { soakSeed, surviveRandomKills } from "../sending/random-kills";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { SEND_RATE_PER_MINUTE: "100000" } });
});
afterAll(() => stack?.stop());

it("nothing is lost, doubled, or charged for nothing over 60 kills at random", async () => {
  const { broken, tooMany, figures } = await surviveRandomKills(stack, {
    kills: 60,
    perSecond: 30,
    seed: soakSeed(),
  });
  console.log(figures);
  expect(broken).toEqual([]);
  expect(tooMany).toEqual({ resend: 0, dodo: 0 });
});
