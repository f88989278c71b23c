import { randomBytes } from "node:crypto";
import { test as base, expect } from "@playwright/test";
import { endlessBudget } from "./endless-budget";
import { type Session, signIn } from "./sign-in";
import { type Stack, startStack } from "./stack";

const STACK_TIMEOUT_MS = 90_000;
/**
 * What the browser says about an answer that is no success, which tests look at themselves, and about a frame without
 * scripts, into which Playwright would put its own.
 */
const NO_TROUBLE = /^(Failed to load resource|Blocked script execution)/;

interface WorkerFixtures {
  /** MailKit in production with a sandbox of its own. Tests of one worker share it, one after the other. */
  stack: Stack;
  /** The sandbox as it was when the stack started. */
  calm: () => Promise<void>;
}

interface Fixtures {
  /** Somebody new, signed in in this browser as well. */
  session: Session;
  /**
   * What went wrong inside of the pages: uncaught errors, and errors on the console, among them all breaches of a
   * content security policy. It must be empty in the end; a test that expects some takes them out.
   */
  troubles: string[];
  /** Takes back what a test changed in the sandbox. */
  restored: undefined;
}

/** Playwright's test, with the stack at hand, as base URL, and with a browser that knows to be somebody of its own. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const stack = await startStack();
      // A minute's worth of requests is enough for a customer, and not for all tests of a worker.
      await endlessBudget(stack);
      await use(stack);
      await stack.stop();
    },
    { scope: "worker", timeout: STACK_TIMEOUT_MS },
  ],
  calm: [
    async ({ stack: { sandbox } }, use) => {
      const settings = await sandbox.settings();
      await use(async () => {
        await sandbox.clearFaults();
        await sandbox.changeSettings(settings);
      });
    },
    { scope: "worker" },
  ],
  restored: [
    async ({ calm }, use) => {
      await use(undefined);
      await calm();
    },
    { auto: true },
  ],
  baseURL: async ({ stack }, use) => use(stack.baseUrl),
  session: async ({ stack, context }, use) => {
    const session = await signIn(stack, someEmail());
    const [name = "", value = ""] = session.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: stack.baseUrl }]);
    await use(session);
  },
  troubles: [
    async ({ context }, use) => {
      const troubles: string[] = [];
      context.on("weberror", (error) => troubles.push(String(error.error())));
      context.on("console", (message) => {
        if (message.type() === "error" && !NO_TROUBLE.test(message.text())) troubles.push(message.text());
      });
      await use(troubles);
      expect(troubles, "errors inside of the pages").toEqual([]);
    },
    { auto: true },
  ],
});

/** An address that nobody else has. */
export function someEmail(): string {
  return `reader-${randomBytes(4).toString("hex")}@mailbox.dev`;
}

export { expect };
