import { afterAll, beforeAll, describe, it } from "vitest";
import { CRASH_POINTS, crashAndRecover } from "../sending/crashes";
import { type Stack, startStack } from "../support/stack";

const SIZES = [1, 7, 100];

describe.each([1, 2])("with %i instance(s),", (instances) => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ instances, env: { SEND_RATE_PER_MINUTE: "100000" } });
  });
  afterAll(() => stack?.stop());

  describe.each(SIZES)("each of %i emails is one email and one credit", (size) => {
    describe.each([
      { who: "whose callers try again", retries: true },
      { who: "whose callers never come back", retries: false },
    ])("$who, after a crash at", ({ retries }) => {
      it.each(CRASH_POINTS)("$name", (point) => crashAndRecover(stack, { point, size, retries }));
    });
  });
});
