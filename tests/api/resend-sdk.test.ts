// One file, because each starts a world of its own, which takes seconds.
import { createHash } from "node:crypto";
import { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import { buyPlan, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

/** Resend's own SDK for Node, unchanged: only the base URL and the key are MailKit's. */
let stack: Stack;
let ada: Session;
let key: { id: string; token: string };
let resend: Resend;

beforeAll(async () => {
  stack = await startStack({ env: { API_RATE_PER_SECOND: "1000", API_RATE_BURST: "2000" } });
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyPlan(ada, stack);
  key = await giveKey(stack, ada.email);
  resend = new Resend(key.token, { baseUrl: stack.baseUrl });
});
afterAll(() => stack?.stop());

let number = 0;
let to = "";
beforeEach(() => {
  number += 1;
  to = `someone-${number}@mailbox.dev`;
});
const mail = (extra: object = {}) => ({
  from: sandboxDefaults.emailFrom,
  to,
  subject: `Mail ${number}`,
  text: "Hi",
  ...extra,
});
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const inbox = (address = to) => stack.sandbox.emails(address);
const available = async () => {
  await settled(stack);
  return (await readCredits(ada)).available;
};

describe("emails.send", () => {
  it("answers with an id, and the email arrives and is paid for", async () => {
    const before = await available();
    const { data, error, headers } = await resend.emails.send(mail());
    expect(error).toBeNull();
    expect(data?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers).toMatchObject({
      "x-mailkit-credits-charged": "1",
      "x-mailkit-credits-remaining": String(before - 1),
      "ratelimit-limit": "1000",
      "x-request-id": expect.any(String),
    });
    await waitFor(async () => (await inbox()).length === 1, { what: "the mail to arrive" });
    expect(await available()).toBe(before - 1);
  });

  it("carries everything that an email can have", async () => {
    const { error } = await resend.emails.send(
      mail({
        to: [to, "second@mailbox.dev"],
        cc: "cc@mailbox.dev",
        bcc: ["bcc@mailbox.dev"],
        replyTo: "answers@mailbox.dev",
        html: '<p>Hi <img src="cid:logo"></p>',
        headers: { "X-Order": "7" },
        tags: [{ name: "order", value: "7" }],
        attachments: [
          { filename: "a.txt", content: Buffer.from("hello") },
          { filename: "logo.png", content: "aGk=", contentType: "image/png", contentId: "logo" },
        ],
      }),
    );
    expect(error).toBeNull();
    const received = await waitFor(async () => (await inbox())[0], { what: "the mail to arrive" });
    expect(received).toMatchObject({
      to: [to, "second@mailbox.dev"],
      cc: ["cc@mailbox.dev"],
      bcc: ["bcc@mailbox.dev"],
      reply_to: ["answers@mailbox.dev"],
      headers: { "X-Order": "7" },
      attachments: [
        { filename: "a.txt", sha256: sha256("hello") },
        { filename: "logo.png", sha256: sha256("hi"), content_type: "image/png", content_id: "logo" },
      ],
    });
  });

  it("sends once for one Idempotency-Key, and refuses another email under it", async () => {
    const options = { idempotencyKey: `key-${number}` };
    const first = await resend.emails.send(mail(), options);
    const again = await resend.emails.send(mail(), options);
    expect(again.data).toEqual(first.data);
    expect(again.headers?.["idempotency-replayed"]).toBe("true");
    const other = await resend.emails.send(mail({ subject: "Another" }), options);
    expect(other.error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
    await settled(stack);
    expect(await inbox()).toHaveLength(1);
  });

  it("says what is wrong in the words that Resend uses", async () => {
    const without = await resend.emails.send({ ...mail(), to: undefined as unknown as string });
    expect(without.error).toMatchObject({
      statusCode: 422,
      name: "missing_required_field",
      message: "Missing `to` field.",
    });
    const invalid = await resend.emails.send(mail({ to: "nobody" }));
    expect(invalid.error).toMatchObject({ statusCode: 422, name: "validation_error" });
    const file = await resend.emails.send(mail({ attachments: [{ path: "https://mailbox.dev/a.pdf" }] }));
    expect(file.error).toMatchObject({ statusCode: 422, name: "invalid_attachment" });
    const stranger = await resend.emails.send(mail({ from: "me@unverified.dev" }));
    expect(stranger.error).toMatchObject({ statusCode: 403, name: "validation_error" });
  });

  it("out of credits is 402 with a name that every SDK takes for an error", async () => {
    const bob = await signIn(stack, "bob@mailbox.dev");
    const poor = new Resend((await giveKey(stack, bob.email)).token, { baseUrl: stack.baseUrl });
    expect((await poor.emails.send(mail())).error).toMatchObject({
      statusCode: 402,
      name: "monthly_quota_exceeded",
      details: {
        reason: "insufficient_credits",
        available: 0,
        required: 1,
        top_up_url: `${stack.baseUrl}/dashboard/billing`,
      },
    });
    expect(await inbox()).toEqual([]);
  });
});

describe("batch.send", () => {
  const batch = (...subjects: string[]) =>
    subjects.map((subject) => (subject === "" ? mail({ to: "nobody" }) : mail({ subject })));

  it("strict: all ids in order, and all arrive", async () => {
    const { data, error } = await resend.batch.send(batch("a", "b", "c"));
    expect(error).toBeNull();
    expect(data?.data).toHaveLength(3);
    await settled(stack);
    expect((await inbox()).map(({ subject }) => subject).sort()).toEqual(["a", "b", "c"]);
    const second = await resend.emails.get(data?.data[1]?.id ?? "");
    expect(second.data?.subject).toBe("b");
  });

  it("strict: one bad email and nothing is sent or charged", async () => {
    const before = await available();
    const { error } = await resend.batch.send(batch("a", "", "c"));
    expect(error).toMatchObject({ statusCode: 422, name: "validation_error" });
    expect(error?.message).toContain("1.to");
    expect(await available()).toBe(before);
    expect(await inbox()).toEqual([]);
  });

  it("permissive: the good ones go out, and the bad ones are named", async () => {
    const { data } = await resend.batch.send(batch("a", "", "c"), { batchValidation: "permissive" });
    expect(data?.data).toHaveLength(2);
    expect(data?.errors).toEqual([{ index: 1, message: expect.any(String) }]);
    await settled(stack);
    expect((await inbox()).map(({ subject }) => subject).sort()).toEqual(["a", "c"]);
  });

  it("a repeated batch is answered as it was, and goes out once", async () => {
    const options = { idempotencyKey: `batch-${number}`, batchValidation: "permissive" as const };
    const first = await resend.batch.send(batch("a", "", "c"), options);
    const again = await resend.batch.send(batch("a", "", "c"), options);
    expect(again.data).toEqual(first.data);
    expect((await resend.batch.send(batch("a", "", "d"), options)).error).toMatchObject({ statusCode: 409 });
    await settled(stack);
    expect(await inbox()).toHaveLength(2);
  });

  it("credits for two of three: strict sends nothing, permissive sends two", async () => {
    const cleo = await signIn(stack, "cleo@mailbox.dev");
    await buyPlan(cleo, stack);
    const client = new Resend((await giveKey(stack, cleo.email)).token, { baseUrl: stack.baseUrl });
    const { available: all } = await readCredits(cleo);
    const { rows } = await stack.db.query("select dodo_customer_id as id from customers where email = $1", [
      cleo.email,
    ]);
    await stack.sandbox.adjust(rows[0].id, "debit", all - 2);
    await waitFor(async () => (await readCredits(cleo)).available === 2, { what: "two credits" });
    expect((await client.batch.send(batch("a", "b", "c"))).error).toMatchObject({ statusCode: 402 });
    const { data } = await client.batch.send(batch("a", "b", "c"), { batchValidation: "permissive" });
    expect(data?.data).toHaveLength(2);
    expect(data?.errors).toEqual([{ index: 2, message: "No email credits remaining." }]);
    await settled(stack);
    expect(await inbox()).toHaveLength(2);
  });

  it("takes a hundred, and no more", async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => mail({ subject: `${index}` }));
    expect((await resend.batch.send(many(101))).error).toMatchObject({ statusCode: 422 });
    expect((await resend.batch.send(many(100))).data?.data).toHaveLength(100);
    await settled(stack);
    expect(await inbox()).toHaveLength(100);
  });
});

describe("emails.get and emails.list", () => {
  it("get shows what was sent", async () => {
    const sent = await resend.emails.send(mail({ html: "<p>Hi</p>", tags: [{ name: "a", value: "b" }] }));
    await settled(stack);
    const { data } = await resend.emails.get(sent.data?.id ?? "");
    expect(data).toMatchObject({
      object: "email",
      id: sent.data?.id,
      to: [to],
      subject: `Mail ${number}`,
      html: "<p>Hi</p>",
      cc: null,
      bcc: null,
      last_event: "sent",
      scheduled_at: null,
      tags: [{ name: "a", value: "b" }],
    });
    expect(new Date(data?.created_at ?? "").getTime()).toBeGreaterThan(0);
  });

  it("list pages through all emails, once each, in both directions", async () => {
    const dora = await signIn(stack, "dora@mailbox.dev");
    await buyPlan(dora, stack);
    const client = new Resend((await giveKey(stack, dora.email)).token, { baseUrl: stack.baseUrl });
    const sent = await client.batch.send(Array.from({ length: 5 }, () => mail()));
    const ids = sent.data?.data.map(({ id }) => id) ?? [];
    const all: string[] = [];
    for (let after: string | undefined; ; after = all.at(-1)) {
      const { data } = await client.emails.list(after ? { limit: 2, after } : { limit: 2 });
      all.push(...(data?.data.map(({ id }) => id) ?? []));
      if (!data?.has_more) break;
    }
    expect([...all].sort()).toEqual([...ids].sort());
    const back = await client.emails.list({ limit: 2, before: all[4] ?? "" });
    expect(back.data?.data.map(({ id }) => id)).toEqual(all.slice(2, 4));
    const foreign = await resend.emails.list({ after: all[0] ?? "" });
    expect(foreign.error).toMatchObject({ statusCode: 422 });
  });
});

describe("scheduled emails", () => {
  it("hold their credits, can be moved, and go out when their time has come", async () => {
    const before = await available();
    const { data } = await resend.emails.send(mail({ scheduledAt: "in 2 hours" }));
    const id = data?.id ?? "";
    expect((await resend.emails.get(id)).data).toMatchObject({ last_event: "scheduled" });
    expect(await available()).toBe(before - 1);
    const soon = new Date(Date.now() + 1_000).toISOString();
    expect((await resend.emails.update({ id, scheduledAt: soon })).data).toEqual({ object: "email", id });
    await waitFor(async () => (await inbox()).length === 1, {
      what: "the mail to arrive",
      timeoutMs: 20_000,
    });
    expect(await available()).toBe(before - 1);
    expect((await resend.emails.cancel(id)).error).toMatchObject({ statusCode: 409 });
  });

  it("that are canceled never go out and cost nothing", async () => {
    const before = await available();
    const { data } = await resend.emails.send(mail({ scheduledAt: "tomorrow at 9am" }));
    const id = data?.id ?? "";
    expect((await resend.emails.cancel(id)).data).toEqual({ object: "email", id });
    expect((await resend.emails.get(id)).data).toMatchObject({ last_event: "canceled" });
    expect((await resend.emails.update({ id, scheduledAt: "in 1 hour" })).error).toMatchObject({
      statusCode: 409,
    });
    expect(await available()).toBe(before);
    expect(await inbox()).toEqual([]);
  });

  it("at a time that is none, or too far away, are refused", async () => {
    for (const scheduledAt of ["soon", "in 40 days", "2020-01-01T00:00:00Z"])
      expect((await resend.emails.send(mail({ scheduledAt }))).error).toMatchObject({ statusCode: 422 });
  });
});

describe("a dry run", () => {
  it("tells the price and sends, holds and stores nothing", async () => {
    const before = await available();
    const answer = await fetch(`${stack.baseUrl}/emails`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key.token}`, "x-mailkit-dry-run": "1" },
      body: JSON.stringify(mail({ cc: ["x@mailbox.dev"] })),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      dry_run: true,
      would_be_accepted: true,
      reason: null,
      message: null,
      credits: { required: 2, available: before },
      skipped: [],
      scheduled_at: null,
    });
    expect(await inbox()).toEqual([]);
    expect(await available()).toBe(before);
  });
});
