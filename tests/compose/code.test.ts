import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeEmailOf } from "@/components/compose/code";
import { curlCode } from "@/components/compose/curl-code";
import { type Draft, emptyDraft, toRequest } from "@/components/compose/draft";
import type { AttachedFile } from "@/components/compose/files";
import { nodeCode } from "@/components/compose/node-code";
import { sandboxDefaults } from "@/sandbox/constants";
import { root } from "@/scripts/env-files";
import { buyTopup } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { verifiedDomain } from "../support/verified-domain";
import { waitFor } from "../support/wait-for";

const run = promisify(execFile);

/** Ends of quotes, expansions, escapes and comments of shells, JSON and JavaScript. */
const nasty = `it's "quoted" \`id\` $(id) $HOME \${process.exit(1)} \\ \\n \\' !! %s %d # // */ </script> EOF 😀`;
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
const fileName = `it's a "file" $(id) \`id\` \\.bin`;
const file: AttachedFile = {
  id: "1",
  name: fileName,
  type: "application/octet-stream",
  sizeBytes: bytes.length,
  content: bytes.toString("base64"),
  digest: "",
  contentId: "logo",
};

let stack: Stack;
let session: Session;
let token: string;
let folder: string;

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  session = await signIn(stack, "coder@mailbox.dev");
  await buyTopup(session, stack);
  await verifiedDomain(stack, session, "coder.dev");
  ({ token } = await giveKey(stack, session.email));
  // Within the repository, so that `resend` is found.
  mkdirSync(path.join(root, ".data"), { recursive: true });
  folder = mkdtempSync(path.join(root, ".data/code-"));
  writeFileSync(path.join(folder, fileName), bytes);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stack?.stop();
});

const draft: Draft = {
  ...emptyDraft,
  from: { domain: "coder.dev", localPart: "hello", name: `O'Hara, "Jo" $(id)` },
  to: { entries: [`"O'Neil, \`id\`" <delivered+a@resend.dev>`], typed: "delivered+b@resend.dev" },
  replyTo: "replies@mailbox.dev",
  subject: nasty,
  html: `<p>\n\t${nasty}\r\n</p>\u2028\u2029`,
  text: nasty,
};
const variants: [string, Draft][] = [
  [
    "with every field",
    {
      ...draft,
      cc: { entries: ["delivered+cc@resend.dev"], typed: "" },
      bcc: { entries: ["delivered+bcc@resend.dev"], typed: "" },
      headers: [{ name: "X-Nasty", value: nasty.replace("😀", "") }],
      tags: [{ name: "kind", value: "code" }],
    },
  ],
  [
    "with a file that is larger than an argument may be",
    { ...draft, files: [file, { ...file, contentId: "" }] },
  ],
  ["too long for an argument", { ...draft, html: `<p>${"it's long ".repeat(30_000)}</p>` }],
  ["from the default sender", { ...draft, from: emptyDraft.from, text: "" }],
];

describe.each(variants)("an email %s", (_, variant) => {
  it("arrives the same from the form, from curl and from Node", async () => {
    const email = codeEmailOf(variant, sandboxDefaults.emailFrom);
    const fromForm = await mailOf(() => session.post("/api/send", toRequest(variant)));
    const fromCurl = await mailOf(() => inShell(curlCode(stack.baseUrl, email)));
    const fromNode = await mailOf(() => inNode(nodeCode(stack.baseUrl, email)));
    expect(fromForm).toMatchObject({ subject: nasty });
    expect(fromCurl).toEqual(fromForm);
    expect(fromNode).toEqual(fromForm);
  });
});

it("with one-click unsubscribe has its headers from the form, from curl and from Node", async () => {
  const variant: Draft = {
    ...draft,
    to: { entries: ["delivered+one@resend.dev"], typed: "" },
    unsubscribe: true,
  };
  const email = codeEmailOf(variant, sandboxDefaults.emailFrom);
  const ways = [
    () => session.post("/api/send", toRequest(variant)),
    () => inShell(curlCode(stack.baseUrl, email)),
    () => inNode(nodeCode(stack.baseUrl, email)),
  ];
  for (const way of ways) {
    const { headers } = await mailOf(way);
    expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  }
});

async function inShell(code: string): Promise<void> {
  // As somebody types it: as an argument it would be too long itself.
  writeFileSync(path.join(folder, "send.sh"), code);
  const { stdout } = await run("sh", ["send.sh"], { cwd: folder, env: environment() });
  expect(JSON.parse(stdout)).toHaveProperty("id");
}

async function inNode(code: string): Promise<void> {
  writeFileSync(path.join(folder, "send.mjs"), code);
  const { stdout } = await run(process.execPath, ["send.mjs"], { cwd: folder, env: environment() });
  expect(stdout.trim()).toMatch(/^[0-9a-f-]{36}$/);
}

const environment = () => ({ ...process.env, MAILKIT_API_KEY: token });

/** What Resend takes because of `send`, without what no two emails share. */
async function mailOf(send: () => Promise<unknown>) {
  const known = new Set((await stack.sandbox.emails()).map(({ id }) => id));
  await send();
  const mail = await waitFor(
    async () => (await stack.sandbox.emails()).find(({ id }) => !known.has(id)) ?? null,
    { timeoutMs: 20_000, what: "the email at Resend" },
  );
  const { from, to, cc, bcc, reply_to, subject, html, text, headers, attachments } = mail;
  const tags = mail.tags.filter(({ name }) => !name.startsWith("mailkit"));
  return { from, to, cc, bcc, reply_to, subject, html, text, headers, attachments, tags };
}
