import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buyTopup } from "../support/buy";
import { giveKey } from "../support/given-key";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let ada: Session;
let token: string;
beforeAll(async () => {
  stack = await startStack();
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyTopup(ada, stack);
  ({ token } = await giveKey(stack, ada.email));
});
afterAll(() => stack?.stop());

const send = (path: string, body: unknown) =>
  fetch(stack.baseUrl + path, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

it("files of up to 40 MB arrive byte for byte, several at once, and none is lost for want of memory", async () => {
  const file = randomBytes(29_000_000);
  const sha256 = createHash("sha256").update(file).digest("hex");
  const attachments = [{ filename: "large.bin", content: file.toString("base64") }];
  const attempt = (to: string) => send("/emails", { to, subject: "Large", text: "Hi", attachments });
  const answers = await Promise.all(
    Array.from({ length: 4 }, async (_, index) => {
      const to = `large-${index}@mailbox.dev`;
      return { to, answer: await attempt(to) };
    }),
  );
  for (const { answer } of answers) expect([200, 503]).toContain(answer.status);
  const accepted = answers.filter(({ answer }) => answer.status === 200);
  expect(accepted.length).toBeGreaterThanOrEqual(1);
  await settled(stack);
  for (const { to, answer } of answers)
    expect((await stack.sandbox.emails(to)).map((mail) => mail.attachments[0]?.sha256)).toEqual(
      answer.status === 200 ? [sha256] : [],
    );
  // They are Resend's now: what is sent takes up no room here.
  const { rows } = await stack.db.query(`select
    (select count(*) from emails where files is not null) as files, (select max(length(body)) from dispatches) as body`);
  expect(rows).toEqual([{ files: "0", body: 0 }]);
});

it("an email with a file in a batch goes by itself, and is not dropped as Resend's batches drop it", async () => {
  const mail = (to: string, extra = {}) => ({ to, subject: "Batch", text: "Hi", ...extra });
  const attachments = [{ filename: "a.txt", content: Buffer.from("hello").toString("base64") }];
  const batch = [mail("b-1@mailbox.dev"), mail("b-2@mailbox.dev", { attachments }), mail("b-3@mailbox.dev")];
  expect((await send("/emails/batch", batch)).status).toBe(200);
  await settled(stack);
  const [received] = await stack.sandbox.emails("b-2@mailbox.dev");
  expect(received?.attachments).toMatchObject([{ filename: "a.txt", size: 5 }]);
  for (const to of ["b-1@mailbox.dev", "b-3@mailbox.dev"])
    expect(await stack.sandbox.emails(to)).toHaveLength(1);
});

it("more than Resend takes is refused before anything is stored", async () => {
  const attachments = [{ filename: "huge.bin", content: "AAAA".repeat(10_100_000) }];
  const answer = await send("/emails", { to: "a@mailbox.dev", subject: "Huge", text: "Hi", attachments });
  expect([answer.status, (await answer.json()).name]).toEqual([422, "invalid_attachment"]);
  const larger = await send("/emails", { text: "x".repeat(49 * 1024 * 1024) });
  expect(larger.status).toBe(413);
});
