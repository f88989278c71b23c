// One file, because each starts a world of its own, which takes seconds.
import { Resend } from "resend";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AT_CHECKPOINT } from "../sending/crashes";
import { adjust, customerWith } from "../sending/customers";
import { sendAtOnce } from "../sending/parallel";
import { buyTopup } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { given } from "../support/given";
import { giveKey } from "../support/given-key";
import { type CustomersReceiver, type Received, startReceiver } from "../support/receivers";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

const UNKNOWN_ID = "01900000-0000-7000-8000-000000000000";
let stack: Stack;
const receivers: CustomersReceiver[] = [];

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(async () => {
  await stack?.stop();
  await Promise.all(receivers.map((receiver) => receiver.stop()));
});

async function receiver(): Promise<CustomersReceiver> {
  const started = await startReceiver();
  receivers.push(started);
  return started;
}

/** Resend's own SDK, with a key of this customer's, at the root of the host. */
async function sdk({ email }: Session): Promise<Resend> {
  const { token } = await giveKey(stack, email);
  return new Resend(token, { baseUrl: stack.baseUrl });
}

const verified = (resend: Resend, webhookSecret: string, { body, headers }: Received) =>
  resend.webhooks.verify({
    payload: body,
    headers: {
      id: String(headers["svix-id"]),
      timestamp: String(headers["svix-timestamp"]),
      signature: String(headers["svix-signature"]),
    },
    webhookSecret,
  });

/** An endpoint for what is MailKit's own, which Resend's types do not know. */
async function hear(session: Session, events: string[]) {
  const heard = await receiver();
  const answer = await session.post("/api/webhooks", { endpoint: heard.url, events });
  expect(answer.status).toBe(201);
  return { ...heard, ...((await answer.json()) as { id: string; signing_secret: string }) };
}

it("Resend's SDK manages endpoints, verifies what comes, and reads and replays the log", async () => {
  const session = await customerWith(stack, "hooks-sdk", 10);
  const resend = await sdk(session);
  const { url, waitFor: heard } = await receiver();
  const created = await given(
    resend.webhooks.create({ endpoint: url, events: ["email.sent", "email.failed"] }),
  );
  expect(created).toMatchObject({ object: "webhook", signing_secret: expect.stringMatching(/^whsec_/) });
  expect(await given(resend.webhooks.get(created.id))).toMatchObject({
    object: "webhook",
    endpoint: url,
    status: "enabled",
    events: ["email.sent", "email.failed"],
    signing_secret: created.signing_secret,
  });
  const list = await given(resend.webhooks.list());
  expect(list).toMatchObject({ object: "list", has_more: false, data: [{ id: created.id }] });
  expect(JSON.stringify(list)).not.toContain("whsec_");

  const sent = await session.post("/api/send", {
    to: "delivered+hook@resend.dev",
    subject: "Heard of",
    html: "<p>secret content</p>",
    tags: [{ name: "order", value: "7" }],
  });
  const email = (await sent.json()) as { id: string };
  const [message] = await heard(1, "email.sent");
  if (!message) throw new Error("unreachable");
  expect(verified(resend, created.signing_secret, message)).toEqual({
    type: "email.sent",
    created_at: expect.stringMatching(/Z$/),
    data: {
      email_id: email.id,
      created_at: expect.stringMatching(/Z$/),
      from: expect.stringContaining("@"),
      to: ["delivered+hook@resend.dev"],
      subject: "Heard of",
      tags: { order: "7" },
    },
  });
  expect(() =>
    new Webhook(created.signing_secret).verify(message.body, message.headers as Record<string, string>),
  ).not.toThrow();

  const event = { webhookId: created.id, eventId: message.id };
  await waitFor(async () => (await given(resend.webhooks.events.get(event))).status === "success", {
    what: "the delivery to be noted",
  });
  expect(await given(resend.webhooks.events.get(event))).toMatchObject({
    object: "webhook_event",
    id: message.id,
    type: "email.sent",
    next_attempt_at: null,
    payload: { data: { email_id: email.id } },
  });
  expect(await given(resend.webhooks.events.list({ webhookId: created.id }))).toMatchObject({
    data: [{ id: message.id, type: "email.sent", status: "success" }],
  });
  expect(await given(resend.webhooks.events.attempts.list(event))).toMatchObject({
    data: [{ http_status_code: 200, response: "answered 200" }],
  });
  expect(await given(resend.webhooks.events.replay(event))).toEqual({
    object: "webhook_event",
    id: message.id,
  });
  expect((await heard(2))[1]?.id).toBe(message.id);

  const rotated = await given(resend.webhooks.rotateSigningSecret(created.id));
  expect(rotated.signing_secret).not.toBe(created.signing_secret);
  expect(await given(resend.webhooks.update(created.id, { status: "disabled" }))).toEqual({
    object: "webhook",
    id: created.id,
  });
  expect(await given(resend.webhooks.get(created.id))).toMatchObject({ status: "disabled" });
  expect(await given(resend.webhooks.remove(created.id))).toEqual({
    object: "webhook",
    id: created.id,
    deleted: true,
  });
  expect((await resend.webhooks.get(created.id)).error).toMatchObject({ name: "not_found", statusCode: 404 });
});

it("an email that Resend refuses is told of with the cause, and one without a listener costs nothing", async () => {
  const session = await customerWith(stack, "hooks-failed", 10);
  const failed = await hear(session, ["email.failed"]);
  const send = (to: string) => session.post("/api/send", { to, subject: "Hi", text: "Hi" });
  await send("delivered@resend.dev");
  await send("someone@example.com");
  const [message] = await failed.waitFor(1, "email.failed");
  expect(JSON.parse(message?.body ?? "{}")).toMatchObject({
    type: "email.failed",
    data: { to: ["someone@example.com"], tags: {}, failed: { reason: expect.stringMatching(/.{10}/) } },
  });
  await settled(stack, session.email);
  const { rows } = await stack.db.query("select type from webhook_messages where endpoint_id = $1", [
    failed.id,
  ]);
  expect(rows).toEqual([{ type: "email.failed" }]);
});

describe("credits", () => {
  it("that run low under fifty parallel sends are told of once, and so is that they are used up", async () => {
    const session = await customerWith(stack, "hooks-low", 1_020);
    const heard = await hear(session, ["credits.low", "credits.depleted"]);
    const answers = await sendAtOnce(stack, session, 50);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const [low] = await heard.waitFor(1, "credits.low");
    await settled(stack, session.email);
    expect(JSON.parse(low?.body ?? "{}").data).toMatchObject({ low_threshold: 1_000, allowance: 5_000 });
    await adjust(stack, session, "debit", 970);
    const [depleted] = await heard.waitFor(1, "credits.depleted");
    expect(JSON.parse(depleted?.body ?? "{}").data).toMatchObject({ available: 0 });
    await settled(stack, session.email);
    expect(heard.received.map(({ type }) => type)).toEqual(["credits.low", "credits.depleted"]);
  });

  it("that arrive are told of once for each purchase, with how many, while others are spent", async () => {
    const session = await customerWith(stack, "hooks-added", 100);
    const heard = await hear(session, ["credits.added"]);
    const sends = sendAtOnce(stack, session, 20);
    await buyTopup(session, stack);
    await sends;
    await settled(stack, session.email);
    await buyTopup(session, stack);
    await heard.waitFor(2);
    await settled(stack, session.email);
    const told = heard.received.map(({ body }) => JSON.parse(body).data);
    expect(told.map(({ added }) => added)).toEqual([5_000, 5_000]);
    expect(told[1]).toEqual({ balance: 10_080, available: 10_080, added: 5_000 });
  });
});

describe("the routes", () => {
  it("refuse what can't be an endpoint, with the field that is wrong", async () => {
    const session = await signIn(stack, "hooks-refused@mailbox.dev");
    const good = { endpoint: "https://hooks.example.com/a", events: ["email.sent"] };
    for (const [change, field, status] of [
      [{ endpoint: undefined }, "endpoint", 422],
      [{ endpoint: "hooks.example.com" }, "endpoint", 422],
      [{ endpoint: "http://hooks.example.com/" }, "endpoint", 422],
      [{ endpoint: "https://user:pass@hooks.example.com/" }, "endpoint", 422],
      [{ endpoint: "https://10.0.0.1/" }, "endpoint", 422],
      [{ endpoint: "https://0x0a000001/" }, "endpoint", 422],
      [{ endpoint: "https://[::ffff:10.0.0.1]/" }, "endpoint", 422],
      [{ endpoint: "https://metadata.google.internal/" }, "endpoint", 422],
      [{ endpoint: "https://intranet/" }, "endpoint", 422],
      [{ endpoint: "javascript:alert(1)" }, "endpoint", 422],
      [{ events: [] }, "events", 422],
      [{ events: ["email.sung"] }, "events", 422],
    ] as const) {
      const answer = await session.post("/api/webhooks", { ...good, ...change });
      const error = (await answer.json()) as { name: string; message: string };
      expect([change, answer.status, error.message]).toEqual([
        change,
        status,
        expect.stringContaining(field),
      ]);
    }
    expect((await session.post("/api/webhooks", { ...good, unknown: 1 })).status).toBe(201);
  });

  it("know nothing of another customer's, nor of what is no id", async () => {
    const owner = await signIn(stack, "hooks-owner@mailbox.dev");
    const stranger = await signIn(stack, "hooks-stranger@mailbox.dev");
    const { id } = await hear(owner, ["email.sent"]);
    const test = (await (await owner.post(`/api/webhooks/${id}/test`)).json()) as { id: string };
    const paths: [string, string][] = [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/test"],
      ["POST", "/signing-secret/rotate"],
      ["GET", "/events"],
      ["GET", `/events/${test.id}`],
      ["GET", `/events/${test.id}/attempts`],
      ["POST", `/events/${test.id}/replay`],
    ];
    for (const [method, rest] of paths)
      for (const [who, webhook] of [
        [stranger, id],
        [owner, UNKNOWN_ID],
        [owner, "no-id"],
      ] as const) {
        const init = {
          method,
          ...(method === "PATCH" && { body: "{}", headers: { "Content-Type": "application/json" } }),
        };
        const answer = await who.fetch(`/api/webhooks/${webhook}${rest}`, init);
        expect([method, rest, webhook, answer.status]).toEqual([method, rest, webhook, 404]);
        expect(await answer.json()).toMatchObject({ name: "not_found", statusCode: 404 });
      }
    expect((await owner.fetch(`/api/webhooks/${id}`)).status).toBe(200);
  });

  it("never show a secret in a list or in the log", async () => {
    const session = await signIn(stack, "hooks-secret@mailbox.dev");
    const { id, signing_secret, waitFor: heard } = await hear(session, ["email.sent"]);
    const rotated = await session.post(`/api/webhooks/${id}/signing-secret/rotate`);
    const { signing_secret: second } = (await rotated.json()) as { signing_secret: string };
    await session.post(`/api/webhooks/${id}/test`);
    await heard(1, "webhook.test");
    await session.fetch(`/api/webhooks/${id}`);
    const list = await (await session.fetch("/api/webhooks")).text();
    const { rows } = await stack.db.query("select row_to_json(e)::text as text from webhook_endpoints e");
    const everything = [list, stack.logs(), ...rows.map(({ text }) => text)];
    for (const text of everything)
      for (const secret of [signing_secret, second]) expect(text).not.toContain(secret.slice(6));
  });
});

it("a message whose process dies after the receiver took it comes again, under the same id", async () => {
  const session = await signIn(stack, "hooks-crash@mailbox.dev");
  const { id, received, waitFor: heard } = await hear(session, ["email.sent"]);
  await stack.restart(0, { ...AT_CHECKPOINT, AT_CHECKPOINT: "outgoing-posted" });
  await session.post(`/api/webhooks/${id}/test`).catch(() => undefined);
  await waitFor(() => stack.hasEnded(), { what: "the process to die" });
  const before = received.length;
  expect(before).toBeGreaterThan(0);
  await stack.restart(0);
  // Its lease has ended.
  await stack.db.query("update webhook_messages set next_attempt_at = now() where state = 'pending'");
  const [first, again] = await heard(before + 1);
  expect(again?.id).toBe(first?.id);
  expect(again?.body).toBe(first?.body);
});

it("in production an endpoint on this machine is refused, and one that was there before is not called", async () => {
  const session = await signIn(stack, "hooks-production@mailbox.dev");
  const { id, url, received } = await hear(session, ["email.sent"]);
  await stack.restart(0, { SANDBOX_URL: "" });
  const refused = await session.post("/api/webhooks", { endpoint: url, events: ["email.sent"] });
  expect(refused.status).toBe(422);
  const test = (await (await session.post(`/api/webhooks/${id}/test`)).json()) as { id: string };
  const attempts = await waitFor(
    async () => {
      const list = await (await session.fetch(`/api/webhooks/${id}/events/${test.id}/attempts`)).json();
      return list.data.length > 0 ? list.data : null;
    },
    { what: "an attempt" },
  );
  expect(attempts[0]).toMatchObject({ http_status_code: 0, response: "Only https addresses are called." });
  expect(received).toEqual([]);
  await stack.restart(0);
});
