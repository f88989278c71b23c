import { afterAll, beforeAll, describe, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { CRASH_POINTS, type CrashPoint, crashAndRecover } from "./crashes";

/** The whole matrix, of every size, is in tests/soak; these rows are where a batch differs from one email. */
const FOR_BATCHES = [
  "dispatch-committed",
  "Resend done, answer unread",
  "resend-answered",
  "outcome-committed",
  "dodo-answered",
];
const TAKEN_OVER = [
  "email-accepted",
  "Resend done, answer unread",
  "outcome-committed",
  "Dodo done, answer unread",
];

const named = (names: string[]): CrashPoint[] => CRASH_POINTS.filter(({ name }) => names.includes(name));

describe("with one instance, which starts again,", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack?.stop());

  describe.each([100])("each of %i emails goes out and is paid once, after a crash at", (size) => {
    it.each(named(FOR_BATCHES))("$name", (point) => crashAndRecover(stack, { point, size, retries: false }));
  });
});

describe("with a second instance, which takes over,", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ instances: 2 });
  });
  afterAll(() => stack?.stop());

  describe.each([7])("each of %i emails goes out and is paid once, after a crash at", (size) => {
    it.each(named(TAKEN_OVER))("$name", (point) => crashAndRecover(stack, { point, size, retries: true }));
  });
});
