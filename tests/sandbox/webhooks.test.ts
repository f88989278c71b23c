import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import { createCustomer, debit, dodoClient, email, openCheckout, resendClient, subscriber } from "./clients";
import { type Receiver, startReceiver } from "./receiver";

let sandbox: RunningSandbox;
let dodo: ReturnType<typeof dodoClient>;
let receiver: Receiver;
beforeAll(async () => {
  sandbox = await startSandbox();
  dodo = dodoClient(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  receiver = await startReceiver();
  await sandbox.control.reset();
  await sandbox.control.changeSettings({ webhookUrl: receiver.url, rateLimits: false });
  return () => receiver.close();
});

const asHeaders = (headers: Receiver["received"][number]["headers"]): Record<string, string> =>
  headers as Record<string, string>;
const typesOf = (hooks: Receiver["received"]): string[] => hooks.map(({ event }) => event.type).sort();

test("a first purchase tells of five things with one timestamp, in no fixed order, and the SDK verifies them", async () => {
  await subscriber(sandbox, dodo);
  const received = await receiver.waitFor(5);
  expect(typesOf(received)).toEqual([
    "credit.added",
    "payment.succeeded",
    "subscription.active",
    "subscription.renewed",
    "subscription.updated",
  ]);
  expect(new Set(received.map(({ event }) => event.timestamp)).size).toBe(1);
  for (const { body, headers } of received) {
    dodo.webhooks.unwrap(body, { headers: asHeaders(headers), key: sandboxDefaults.webhookSecret });
  }
  expect((await sandbox.control.webhooksIdle()).isIdle).toBe(true);
});

test("credit.added carries the metadata of the checkout and where the credits come from", async () => {
  const { customer_id } = await createCustomer(dodo);
  const { session_id } = await openCheckout(dodo, customer_id, "topup");
  const { payment_id } = await sandbox.control.pay(session_id, "4242424242424242");
  const received = await receiver.waitFor(2);
  expect(received.find(({ event }) => event.type === "credit.added")?.event.data).toMatchObject({
    payload_type: "CreditLedgerEntry",
    metadata: { order: "o-1" },
    reference_type: "payment",
    reference_id: payment_id,
    amount: "5000",
  });
});

test("a failed delivery is tried again with the same id and a signature of its own time", async () => {
  await sandbox.control.changeSettings({ webhooks: { retryScheduleMs: [1100, 10] } });
  receiver.answers.push(500, 302);
  const { id } = await sandbox.control.sendWebhook("payment.succeeded", { payload_type: "Payment" });
  const received = await receiver.waitFor(3);
  expect(received.map(({ headers }) => headers["webhook-id"])).toEqual([id, id, id]);
  expect(new Set(received.map(({ headers }) => headers["webhook-timestamp"])).size).toBeGreaterThan(1);
  const webhook = new Webhook(sandboxDefaults.webhookSecret);
  for (const { body, headers } of received) webhook.verify(body, asHeaders(headers));
  await sandbox.control.webhooksIdle();
  const [delivery] = (await sandbox.control.state()).webhookDeliveries;
  expect(delivery).toMatchObject({ state: "delivered" });
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 302, 200]);
});

test("a delivery fails for good when its schedule is used up, and can be sent again by hand", async () => {
  await sandbox.control.changeSettings({ webhooks: { retryScheduleMs: [5000, 5000], retrySpeed: 1000 } });
  receiver.answers.push(500, 500, 500);
  const { id } = await sandbox.control.sendWebhook("credit.added", {});
  await sandbox.control.webhooksIdle();
  expect((await sandbox.control.state()).webhookDeliveries[0]).toMatchObject({ state: "failed" });
  await sandbox.control.redeliver(id);
  expect((await receiver.waitFor(4))[3]?.headers["webhook-id"]).toBe(id);
});

test("a retry that is hours away does not keep a test waiting", async () => {
  receiver.answers.push(500);
  await sandbox.control.changeSettings({ webhooks: { retryScheduleMs: [3_600_000] } });
  await sandbox.control.sendWebhook("credit.added", {});
  await receiver.waitFor(1);
  expect(await sandbox.control.webhooksIdle(2000)).toMatchObject({ isIdle: true, waitingForRetry: 1 });
});

test("duplicates have one id", async () => {
  await sandbox.control.changeSettings({ webhooks: { duplicate: 4 } });
  await sandbox.control.sendWebhook("credit.added", {});
  const received = await receiver.waitFor(5);
  expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});

test("reordering lets later events overtake earlier ones", async () => {
  await sandbox.control.changeSettings({ webhooks: { reorder: true } });
  const types = Array.from({ length: 20 }, (_, n) => `test.${String(n).padStart(2, "0")}`);
  for (const type of types) await sandbox.control.sendWebhook(type, {});
  const received = await receiver.waitFor(types.length);
  expect(typesOf(received)).toEqual(types);
  expect(received.map(({ event }) => event.type)).not.toEqual(types);
});

test("dropped deliveries never leave", async () => {
  await sandbox.control.changeSettings({ webhooks: { dropRate: 1 } });
  await sandbox.control.sendWebhook("credit.added", {});
  await sandbox.control.webhooksIdle();
  expect(receiver.received).toEqual([]);
  expect((await sandbox.control.state()).webhookDeliveries[0]).toMatchObject({
    state: "dropped",
    attempts: [],
  });
});

test("a late attempt carries the subscription as it is now, unless the setting says as it was", async () => {
  await sandbox.control.changeSettings({ webhooks: { enabled: false } });
  const { subscriptionId } = await subscriber(sandbox, dodo);
  await dodo.subscriptions.update(subscriptionId, { status: "cancelled" });
  const active = (await sandbox.control.state()).webhookDeliveries.find(
    ({ type }) => type === "subscription.active",
  );
  await sandbox.control.redeliver(String(active?.id));
  await sandbox.control.webhooksIdle();
  await sandbox.control.changeSettings({ webhooks: { payload: "snapshot" } });
  await sandbox.control.redeliver(String(active?.id));
  const received = await receiver.waitFor(2);
  expect(received.map(({ event }) => event.data.status)).toEqual(["cancelled", "active"]);
});

test.each([
  ["crossing", 1],
  ["every_debit", 2],
  ["never", 0],
] as const)("balance_low comes %s: %i of two debits below the threshold", async (balanceLow, expected) => {
  await sandbox.control.changeSettings({ balanceLow });
  const { customerId, subscriptionId } = await subscriber(sandbox, dodo);
  await debit(dodo, customerId, 4000);
  await debit(dodo, customerId, 1);
  await debit(dodo, customerId, 1);
  await sandbox.control.webhooksIdle();
  const alerts = receiver.received.filter(({ event }) => event.type === "credit.balance_low");
  expect(alerts).toHaveLength(expected);
  if (balanceLow !== "crossing") return;
  expect(alerts[0]?.event.data).toMatchObject({
    payload_type: "CreditBalanceLow",
    subscription_id: subscriptionId,
    available_balance: "999",
    threshold_percent: 20,
    threshold_amount: "1000",
    subscription_credits_amount: "5000",
  });
});

test.each([
  ["manual_adjustment", "credit.manual_adjustment", "manual_adjustment"],
  ["deducted", "credit.deducted", "credit_deducted"],
] as const)("a debit is told as %s", async (debitEvent, type, transaction_type) => {
  await sandbox.control.changeSettings({ debitEvent });
  const { customerId } = await subscriber(sandbox, dodo);
  await debit(dodo, customerId, 1);
  await sandbox.control.webhooksIdle();
  const event = receiver.received.find((hook) => hook.event.type === type);
  expect(event?.event.data).toMatchObject({ transaction_type, amount: "1", is_credit: false });
});

test("an endpoint that was registered through the API has a secret of its own and hears what it asked for", async () => {
  const endpoint = await dodo.webhooks.create({ url: receiver.url, filter_types: ["credit.added"] });
  const { secret } = await dodo.webhooks.retrieveSecret(endpoint.id);
  await sandbox.control.changeSettings({ webhookUrl: null });
  await subscriber(sandbox, dodo);
  const [hook] = await receiver.waitFor(1);
  await sandbox.control.webhooksIdle();
  expect(receiver.received).toHaveLength(1);
  new Webhook(secret).verify(String(hook?.body), asHeaders(hook?.headers ?? {}));
});

test("delivery events of an email carry svix headers that Resend's SDK verifies", async () => {
  await sandbox.control.changeSettings({ resendWebhookUrl: receiver.url });
  const resend = resendClient(sandbox);
  const { data } = await resend.emails.send({
    ...email("bounced@resend.dev"),
    tags: [{ name: "id", value: "7" }],
  });
  const received = await receiver.waitFor(2);
  expect(received.map(({ event }) => event.type)).toEqual(["email.sent", "email.bounced"]);
  for (const { body, headers } of received) {
    const event = resend.webhooks.verify({
      payload: body,
      headers: {
        id: String(headers["svix-id"]),
        timestamp: String(headers["svix-timestamp"]),
        signature: String(headers["svix-signature"]),
      },
      webhookSecret: sandboxDefaults.resendWebhookSecret,
    });
    expect(event.data).toMatchObject({ email_id: data?.id, tags: { id: "7" } });
  }
});
