import { randomBytes } from "node:crypto";
import { test as base, expect } from "@playwright/test";
import { type SandboxControl, sandboxControl } from "@/sandbox/control-client";
import { type Session, signIn } from "./sign-in";

/** The stack that `e2e-setup.ts` started, as the workers see it. */
interface E2eStack {
  baseUrl: string;
  sandboxUrl: string;
  sandbox: SandboxControl;
}

interface Fixtures {
  stack: E2eStack;
  /** Somebody new, signed in in this browser as well. */
  session: Session;
}

/** Playwright's test, with the stack at hand, as base URL, and with a browser that knows to be somebody of its own. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  stack: async ({}, use) => {
    const { baseUrl, sandboxUrl } = JSON.parse(process.env.MAILKIT_E2E ?? "{}") as E2eStack;
    await use({ baseUrl, sandboxUrl, sandbox: sandboxControl(sandboxUrl) });
  },
  baseURL: async ({ stack }, use) => use(stack.baseUrl),
  session: async ({ stack, context }, use) => {
    const session = await signIn(stack, `reader-${randomBytes(4).toString("hex")}@mailbox.dev`);
    const [name = "", value = ""] = session.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: stack.baseUrl }]);
    await use(session);
  },
});

export { expect };
