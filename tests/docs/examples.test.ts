import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/contracts/address";
import type { Snippet } from "@/lib/contracts/docs";
import { EXAMPLES } from "@/lib/docs/snippets/all";
import { sandboxDefaults } from "@/sandbox/constants";
import { root } from "@/scripts/env-files";
import { buyPlan } from "../support/buy";
import { giveKey } from "../support/given-key";
import { signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

/** What the documentation shows is run as it stands, with nothing but the two variables that it tells to set. */
const FOLDER = path.join(root, ".data/examples");
const site = {
  baseUrl: "",
  sender: parseAddress(sandboxDefaults.emailFrom)?.address ?? "",
  ratePerSecond: 10,
  burstPerMinute: 40,
  days: { content: 30, emails: null, deliveries: 30 },
};

let stack: Stack;
let variables: Record<string, string>;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  stack = await startStack({ env: { API_RATE_PER_SECOND: "1000", API_RATE_BURST: "2000" } });
  const ada = await signIn(stack, "ada@mailbox.dev");
  await buyPlan(ada, stack);
  const { token } = await giveKey(stack, ada.email);
  variables = { RESEND_API_KEY: token, RESEND_BASE_URL: stack.baseUrl };
});
afterAll(async () => {
  await stack?.stop();
  rmSync(FOLDER, { recursive: true, force: true });
});

const runnable = EXAMPLES.flatMap((example) =>
  example
    .write(site)
    .filter(({ label }) => label === "Node.js" || label === "curl")
    .map(({ label }) => ({ example, label, title: `${example.name}, ${label}` })),
);

describe("examples of the documentation", () => {
  it("are all shown as they are run", async () => {
    const index = await (await fetch(`${stack.baseUrl}/llms.txt`)).text();
    const pages = [...index.matchAll(/\((\S+?\.md)\)/g)].map(([, url = ""]) => url);
    expect(pages.length).toBeGreaterThan(10);
    const shown = (await Promise.all(pages.map(async (url) => (await fetch(url)).text()))).join("\n");
    const here = { ...site, baseUrl: stack.baseUrl };
    for (const { name, write } of EXAMPLES)
      for (const { label, code } of write(here)) expect(shown.includes(code), `${name}, ${label}`).toBe(true);
    // And whatever else is shown in these languages is among them.
    const known = EXAMPLES.flatMap(({ write }) => write(here).map(({ code }) => code));
    const fences = [...shown.matchAll(/^(?:Node\.js|curl):\n\n```\w+\n([\s\S]*?)\n```/gm)];
    for (const [, code = ""] of fences) expect(known).toContain(code);
  });

  it.each(runnable)("$title does what it says", async ({ example, label }) => {
    const known = new Set((await stack.sandbox.emails()).map(({ id }) => id));
    const snippet = example.write({ ...site, baseUrl: stack.baseUrl }).find((one) => one.label === label);
    if (!snippet) throw new Error(`${example.name} has nothing for ${label}.`);
    await run(snippet);
    const arrived = async () => {
      const fresh = (await stack.sandbox.emails()).filter(({ id }) => !known.has(id));
      return fresh.length >= example.arrives.length ? fresh.map(({ subject }) => subject).sort() : null;
    };
    expect(await waitFor(arrived, { what: "the emails to arrive" })).toEqual([...example.arrives].sort());
  });
});

/** Runs an example. Throws with what it wrote if it ends with anything but 0. */
async function run({ language, code }: Snippet): Promise<void> {
  const isNode = language === "javascript";
  const file = path.join(FOLDER, `example-${Date.now()}.${isNode ? "mjs" : "sh"}`);
  writeFileSync(file, code);
  const child = spawn(isNode ? process.execPath : "/bin/bash", isNode ? [file] : ["-e", file], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const status = await new Promise((resolve) => child.on("close", resolve));
  expect(status, output).toBe(0);
}
