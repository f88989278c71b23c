import { afterAll, beforeAll, expect, it } from "vitest";
import { resendErrorSchema } from "@/lib/contracts/resend/error";
import { expectProblem } from "../support/answers";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { settled } from "../webhooks/settled";

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

/** Tricks that no header breaks at: right-to-left, zero-width, look-alikes, combining, beyond the BMP, encoded words. */
const HARMLESS = [
  "\u202Etxt.exe",
  "a\u200Bb\u200D\uFEFF",
  "раураl",
  "e\u0301\u0301\u0301",
  "👩‍👩‍👧‍👦 🇺🇳",
  "=?utf-8?q?Bcc:_victim=40mailbox.dev?=",
  "%0d%0aBcc: victim@mailbox.dev",
  "\\r\\nBcc: victim@mailbox.dev",
  "&#13;&#10;Bcc: victim@mailbox.dev",
  "{{evil}} <%= evil %>",
];

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
  const received = await stack.sandbox.emails(to);
  expect(received).toMatchObject([
    {
      to: [to],
      cc: null,
      bcc: null,
      subject: text,
      headers: { "X-Order": text },
      attachments: [{ filename: text }],
    },
  ]);
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
