import { afterAll, beforeAll, expect, it } from "vitest";
import { resendErrorSchema } from "@/lib/contracts/resend/error";
import { expectProblem } from "../support/answers";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let mallory: Session;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  mallory = await signIn(stack, "mallory@mailbox.dev");
  await buyTopup(mallory, stack);
  await settled(stack);
});
afterAll(() => stack?.stop());

/** What ends a header line, or is taken for its end somewhere between here and a reader. */
const BREAKS = [
  "\r\n",
  "\n",
  "\r",
  "\n\r",
  "\r\n\r\n",
  "\u0000",
  "\u000b",
  "\u000c",
  "\u0085",
  "\u2028",
  "\u2029",
  "\u001b",
];
const EVIL = "Bcc: victim@mailbox.dev";
const shapes = (line: string, end: string) => [
  `x${line}${EVIL}`,
  `${line}${EVIL}`,
  `x${line}${EVIL}${line}${end}`,
];

/** Every place of a request that becomes part of a header. */
const PLACES: Record<string, (text: string) => object> = {
  "/subject": (text) => ({ subject: text }),
  "/to/0": (text) => ({ to: `${text} <a@mailbox.dev>` }),
  "/to/1": (text) => ({ to: ["a@mailbox.dev", `b@mailbox.dev${text}`] }),
  "/cc/0": (text) => ({ cc: `"${text}" <a@mailbox.dev>` }),
  "/bcc/0": (text) => ({ bcc: [`a@mailbox.dev${text}`] }),
  "/reply_to/0": (text) => ({ reply_to: `${text} <a@mailbox.dev>` }),
  "/headers/X-Order": (text) => ({ headers: { "X-Order": text } }),
  "/tags/0/value": (text) => ({ tags: [{ name: "order", value: text }] }),
  "/tags/0/name": (text) => ({ tags: [{ name: text, value: "7" }] }),
  "/from": (text) => ({ from: `${text} <hello@mailkit.example>` }),
  "/attachments/0/filename": (text) => ({ attachments: [{ content: "aGk=", filename: text }] }),
  "/attachments/0/content_type": (text) => ({ attachments: [{ content: "aGk=", content_type: text }] }),
  "/attachments/0/content_id": (text) => ({ attachments: [{ content: "aGk=", content_id: text }] }),
  headerName: (text) => ({ headers: { [`X-${text}`]: "7" } }),
};

const email = { to: "delivered@resend.dev", subject: "Hi", text: "Hi" };

it.each(Object.entries(PLACES))("no line break gets into a header by %s", async (pointer, place) => {
  await stack.db.query("delete from rate_limits");
  const texts = BREAKS.flatMap((line) => shapes(line, "end"));
  for (const text of texts) {
    const answer = await mallory.post("/api/send", { ...email, ...place(text) });
    const problem = await expectProblem(answer, 422, "invalid_input");
    expect(problem.errors).toHaveLength(1);
    if (pointer.startsWith("/")) expect(problem.errors?.[0]?.pointer).toBe(pointer);
    const forSdks = await mallory.post("/api/emails", { ...email, ...place(text) });
    const { statusCode, details } = resendErrorSchema.parse(await forSdks.json());
    expect([statusCode, details.errors]).toEqual([422, problem.errors]);
  }
});

const encodedWord = (text: string) => `=?utf-8?b?${Buffer.from(text).toString("base64")}?=`;

/**
 * Tricks that no header breaks at: right-to-left, zero-width, look-alikes, combining, beyond the BMP, encoded words and
 * escapes that some reader may take for a line's end, characters whose lower byte is one.
 */
const HARMLESS = [
  "\u202Etxt.exe",
  "\u2066a\u2069\u200E\u200F\u061C",
  "a\u200Bb\u200D\uFEFF",
  "раураl",
  "Ｂｃｃ： victim＠mailbox．dev",
  "e\u0301\u0301\u0301",
  "👩‍👩‍👧‍👦 🇺🇳",
  "𝐁𝐜𝐜: victim@mailbox.dev",
  "\u{10FFFD}\uE000\uFDD0",
  // Cut to one byte each, these are CR LF.
  `x嘍嘊${EVIL}`,
  `xčĊ${EVIL}`,
  `x\u010D\u010A\u560D\u560A${EVIL}`,
  `x\uFF0D\uFF0A${EVIL}`,
  `x␍␊${EVIL}`,
  `x↵${EVIL}`,
  "=?utf-8?q?Bcc:_victim=40mailbox.dev?=",
  `=?utf-8?q?x=0D=0ABcc:_victim=40mailbox.dev?=`,
  `=?utf-8?q?x=0ABcc:_victim=40mailbox.dev=0A=0A?=`,
  `=?iso-8859-1?q?x=0D=0A?= =?iso-8859-1?q?Bcc:_victim=40mailbox.dev?=`,
  `=?utf-7?q?x+AA0-+AAo-Bcc:_victim+AEA-mailbox.dev?=`,
  `=?utf-8?b?DQo=?=${EVIL}`,
  encodedWord(`x\r\n${EVIL}`),
  encodedWord(`x\n${EVIL}\n\nbody`),
  encodedWord(`x\u0000${EVIL}`),
  encodedWord(`x\u2028${EVIL}`),
  `=?utf-8?q?unclosed`,
  `=?utf-8?q??= =?x?y?z?=`,
  `=?utf-8*en?q?x=0D=0A?=`,
  `x+AA0-+AAo-${EVIL}`,
  "%0d%0aBcc: victim@mailbox.dev",
  "%0D%0A%20Bcc: victim@mailbox.dev",
  "%250d%250aBcc: victim@mailbox.dev",
  "%E5%98%8D%E5%98%8ABcc: victim@mailbox.dev",
  "%u000d%u000aBcc: victim@mailbox.dev",
  "\\r\\nBcc: victim@mailbox.dev",
  "\\x0d\\x0aBcc: victim@mailbox.dev",
  "\\u000d\\u000aBcc: victim@mailbox.dev",
  "\\015\\012Bcc: victim@mailbox.dev",
  "&#13;&#10;Bcc: victim@mailbox.dev",
  "&NewLine;Bcc: victim@mailbox.dev",
  "<CRLF>Bcc: victim@mailbox.dev",
  "{{evil}} <%= evil %> #{evil}",
  "a@mailbox.dev, victim@mailbox.dev; victim@mailbox.dev",
  '"; filename="evil.exe',
  "x: y: z",
];

/** Where a reader of whichever making may see the end of a line. */
const ANY_BREAK = new RegExp(`\r\n|[${BREAKS.map((one) => one.at(-1)).join("")}\u001c-\u001e]`);

it.each(HARMLESS)("%j arrives as it was written, and goes to nobody else", async (text) => {
  await stack.db.query("delete from rate_limits");
  const to = `harmless-${HARMLESS.indexOf(text)}@mailbox.dev`;
  const answer = await mallory.post("/api/send", {
    ...email,
    to,
    subject: text,
    headers: { "X-Order": text },
    attachments: [{ content: "aGk=", filename: text }],
  });
  expect(answer.status).toBe(200);
  const [received, ...others] = await stack.sandbox.emails(to);
  expect(others).toEqual([]);
  expect(received).toMatchObject({
    to: [to],
    cc: null,
    bcc: null,
    reply_to: [mallory.email],
    subject: text,
    attachments: [{ filename: text }],
  });
  // Exactly ours and the one that was asked for. Written as lines, they are still as many.
  expect(received?.headers).toEqual({ "X-Order": text });
  const { from = "", subject = "", headers = {} } = received ?? {};
  const lines = Object.entries({
    From: from,
    To: to,
    "Reply-To": mallory.email,
    Subject: subject,
    ...headers,
  });
  const written = lines.map(([name, value]) => `${name}: ${value}`).join("\r\n");
  expect(written.split(ANY_BREAK).map((line) => line.slice(0, line.indexOf(":")))).toEqual(
    lines.map(([name]) => name),
  );
});

it.each([
  ["overlong LF", [0xc0, 0x8a]],
  ["overlong CR LF", [0xc0, 0x8d, 0xc0, 0x8a]],
  ["LF in three bytes", [0xe0, 0x80, 0x8a]],
  ["LF in four bytes", [0xf0, 0x80, 0x80, 0x8a]],
  ["a byte alone", [0xff]],
  ["half of a pair", [0xed, 0xa0, 0x80]],
  ["a break within its character", [0xe2, 0x0a]],
])("bytes that are no UTF-8 are not read at all: %s", async (_what, bytes) => {
  const body = Buffer.concat([
    Buffer.from('{"to":"delivered@resend.dev","text":"Hi","subject":"x'),
    Buffer.from(bytes),
    Buffer.from(`${EVIL}"}`),
  ]);
  for (const path of ["/api/send", "/api/emails"]) {
    const answer = await mallory.fetch(path, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json" },
    });
    expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
  }
});

it.each(
  `From Sender To CC bcc Reply-To Subject Date Message-ID MIME-Version Content-Type content-transfer-encoding
   Return-Path Received DKIM-Signature ARC-Seal Authentication-Results Resent-To X-Resend-Id X-Mailkit-Id`.split(
    /\s+/,
  ),
)("the header %s is not the caller's to set", async (name) => {
  const answer = await mallory.post("/api/send", { ...email, headers: { [name]: "x" } });
  const problem = await expectProblem(answer, 422, "invalid_input");
  expect(problem.errors).toEqual([{ pointer: `/headers/${name}`, detail: expect.any(String) }]);
});

it.each(["X Order", "X-Order:", "X-Ördér", "", "X\u0000", "x".repeat(77), "X-A: 1\r\nX-B"])(
  "a name that is no header name is refused: %j",
  async (name) => {
    const answer = await mallory.post("/api/send", { ...email, headers: { [name]: "x" } });
    await expectProblem(answer, 422, "invalid_input");
  },
);

it("after all of it, nothing was sent to anybody, and nothing was charged", async () => {
  await settled(stack);
  const { emails } = await stack.sandbox.state();
  const expected = [mallory.email, ...HARMLESS.map((_, index) => `harmless-${index}@mailbox.dev`)];
  expect(emails.filter(({ to }) => !to.every((address) => expected.includes(address)))).toEqual([]);
  const left = 5_000 - HARMLESS.length;
  expect(await readCredits(mallory)).toMatchObject({ balance: left, held: 0, available: left });
});
