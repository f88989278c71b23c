import { afterAll, beforeAll, describe, it } from "vitest";
import { OUTAGES, surviveDodoOutage, surviveResendOutage } from "../sending/outages";
import { type Stack, startStack } from "../support/stack";

const SENDS = 400;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { SEND_RATE_PER_MINUTE: "100000" } });
});
afterAll(() => stack?.stop());

describe("everything that was accepted goes out once, after an hour in which Resend", () => {
  it.each(OUTAGES)("$name", (outage) => surviveResendOutage(stack, outage, SENDS));
});

describe("sends go on for ten minutes and are all paid once, while Dodo", () => {
  it.each(OUTAGES)("$name", (outage) => surviveDodoOutage(stack, outage, SENDS));
});
