// One file, because each starts a world of its own, which takes seconds.
import { Webhook } from "standardwebhooks";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WebhookEvent } from "@/lib/contracts/webhook-rules";
import { transaction } from "@/lib/db/client";
import { engine, startEngine } from "@/lib/engine/engine";
import {
  createWebhook,
  deleteWebhook,
  listWebhookAttempts,
  listWebhookEvents,
  listWebhooks,
  replayWebhookEvent,
  requireWebhook,
  requireWebhookEvent,
  rotateWebhookSecret,
  sendTestEvent,
  updateWebhook,
} from "@/lib/outgoing";
import { claimDelivery } from "@/lib/outgoing/claim";
import { publish } from "@/lib/outgoing/publish";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";
import type { CustomersReceiver } from "../support/receivers";
import { waitFor } from "../support/wait-for";
import { insertCustomer, listen } from "./listening";

const PAGE = { limit: 20 };
let database: InProcessDatabase;
const receivers: CustomersReceiver[] = [];

beforeAll(async () => {
  database = await openInProcessDatabase();
  startEngine();
});
afterEach(async () => {
  // What a test left behind is not to be delivered in the next one.
  await database.db.query("update webhook_messages set state = 'discarded' where state = 'pending'");
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});
afterAll(async () => {
  await engine().stop();
  await database?.close();
});

const newCustomer = () => insertCustomer(database.db);
const listening = (events?: WebhookEvent[], given?: string) => listen(database.db, receivers, events, given);

/** Whatever waits is due now, as if the time had passed. */
async function passTime(): Promise<void> {
  await database.db.query("update webhook_messages set next_attempt_at = now() where state = 'pending'");
  engine().kick("outgoing");
}

const verify = (secret: string, { body, headers }: { body: string; headers: object }) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

describe("an event", () => {
  it("comes to the endpoints that listen for it, and to no other customer's", async () => {
    const one = await listening(["email.sent"]);
    const other = await listening(["email.failed"], one.customerId);
    const stranger = await listening(["email.sent"]);
    await one.happen();
    const [message] = await one.receiver.waitFor(1);
    expect(verify(one.secret, message ?? { body: "", headers: {} })).toMatchObject({
      type: "email.sent",
      data: { n: 1 },
    });
    expect(message?.headers["user-agent"]).toBe("MailKit-Webhooks/1");
    expect((await one.untilState("delivered")).status).toBe("success");
    expect([other, stranger].map(({ receiver }) => receiver.received)).toEqual([[], []]);
    expect(await other.messages()).toEqual([]);
  });

  it("does not come when its transaction did not happen, nor to an endpoint that is disabled", async () => {
    const { customerId, webhook, happen, messages, receiver } = await listening();
    const broken = transaction(async (tx) => {
      await publish(tx, [{ customerId, type: "email.sent", occurredAt: new Date(), data: {} }]);
      throw new Error("rolled back");
    });
    await expect(broken).rejects.toThrow("rolled back");
    await updateWebhook(webhook, { status: "disabled" });
    await happen();
    expect(await messages()).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  it("that is refused comes again under the same id with a new timestamp, and not a third time", async () => {
    const { receiver, secret, happen, webhook, untilState, status } = await listening();
    receiver.answers.push(500);
    await happen();
    await receiver.waitFor(1);
    const waiting = await waitFor(
      async () => (await status())?.failing_since && (await untilState("pending")),
      {
        what: "the failure to be noted",
      },
    );
    expect(waiting).toMatchObject({ status: "attempting", attempts: 1 });
    await database.db.query("update webhook_messages set next_attempt_at = now() + interval '1 hour'");
    const firstAt = Number(receiver.received[0]?.headers["webhook-timestamp"]);
    await waitFor(() => Math.floor(Date.now() / 1_000) > firstAt, { what: "the next second" });
    await passTime();
    const [first, second] = await receiver.waitFor(2);
    await untilState("delivered");
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
    for (const message of [first, second])
      expect(() => verify(secret, message ?? { body: "", headers: {} })).not.toThrow();
    expect((await status())?.failing_since).toBeNull();
    await passTime();
    await engine().sweep(5_000);
    expect(receiver.received).toHaveLength(2);
    const attempts = await listWebhookAttempts({ ...webhook, messageId: first?.id ?? "" }, PAGE);
    expect(attempts.data).toMatchObject([
      { http_status_code: 200, response: "answered 200" },
      { http_status_code: 500, response: "answered 500" },
    ]);
    expect(new Set(attempts.data.map(({ id }) => id)).size).toBe(2);
  });

  it("that nobody takes for a day has failed, and can be replayed: same id, same body, same log", async () => {
    const { receiver, happen, webhook, untilState, status } = await listening();
    receiver.answers.push(...Array<number>(8).fill(503));
    await happen();
    for (let attempt = 1; attempt <= 8; attempt++) {
      await receiver.waitFor(attempt);
      await engine().sweep(5_000);
      await passTime();
    }
    const failed = await untilState("failed");
    expect(receiver.received).toHaveLength(8);
    // One bad day is not the end of an endpoint.
    expect(await status()).toMatchObject({ status: "enabled" });
    await replayWebhookEvent({ ...webhook, messageId: failed.id });
    await receiver.waitFor(9);
    await untilState("delivered");
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    const { data, has_more } = await listWebhookAttempts({ ...webhook, messageId: failed.id }, PAGE);
    expect([data.length, has_more]).toEqual([9, false]);
  });
});

describe("an endpoint", () => {
  it("that answers 410 is disabled, and what waits for it is discarded", async () => {
    const { receiver, happen, messages, status, webhook } = await listening();
    receiver.answers.push(410, 410);
    await happen();
    await waitFor(async () => (await status())?.status === "disabled", {
      what: "the endpoint to be disabled",
    });
    expect((await status())?.disabled_reason).toContain("410");
    await waitFor(async () => (await messages()).every(({ state }) => state === "discarded"), {
      what: "the message to be discarded",
    });
    await expect(sendTestEvent(webhook)).rejects.toMatchObject({ code: "wrong_state" });
    await updateWebhook(webhook, { status: "enabled" });
    expect(await status()).toMatchObject({ status: "enabled", disabled_reason: null, failing_since: null });
  });

  it.each([
    ["has failed for five days", "6 days", "disabled"],
    ["has failed for less", "4 days", "enabled"],
  ])("that %s is %s: %s", async (_label, since, expected) => {
    const { receiver, happen, untilState, status, customerId } = await listening();
    receiver.answers.push(500);
    await database.db.query(
      "update webhook_endpoints set failing_since = now() - $1::interval where customer_id = $2",
      [since, customerId],
    );
    await happen();
    // Its last attempt.
    await database.db.query("update webhook_messages set attempts = 7 where customer_id = $1", [customerId]);
    await passTime();
    await untilState("failed");
    expect(await status()).toMatchObject({ status: expected });
    expect((await status())?.disabled_reason ?? "").toMatch(expected === "disabled" ? /five days/ : /^$/);
  });

  it("that is gone is sent nothing more, not even what was published before", async () => {
    const { receiver, happen, webhook, customerId } = await listening();
    await happen();
    await deleteWebhook(webhook);
    await transaction((tx) =>
      tx.execute(`insert into webhook_messages (customer_id, id, endpoint_id, type, body)
        values ('${customerId}', '${uuidv7()}', '${webhook.endpointId}', 'email.sent', '{}')`),
    );
    await passTime();
    await waitFor(
      async () => {
        const { rows } = await database.db.query(
          "select state from webhook_messages where customer_id = $1",
          [customerId],
        );
        return rows.length >= 1 && rows.every(({ state }) => state !== "pending");
      },
      { what: "everything to be discarded" },
    );
    expect(receiver.received.length).toBeLessThanOrEqual(1);
    await expect(requireWebhook(webhook)).rejects.toMatchObject({ code: "not_found" });
  });

  it("that is slow does not delay another customer's", async () => {
    const slow = await Promise.all([listening(), listening(), listening()]);
    const quick = await listening();
    const held: (() => void)[] = [];
    for (const { receiver, happen } of slow) {
      receiver.answers.push(
        ...Array.from(
          { length: 40 },
          () => (response: { end(): void }) => void held.push(() => response.end()),
        ),
      );
      for (let n = 0; n < 40; n++) await happen();
    }
    await waitFor(() => held.length >= 6, { what: "the slow ones to be busy" });
    const startedAt = performance.now();
    await quick.happen();
    await quick.receiver.waitFor(1);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(held.length).toBe(6);
    await database.db.query("update webhook_messages set state = 'discarded' where state = 'pending'");
    for (const release of held) release();
    await engine().sweep(10_000);
  });

  it("gets a test event that no other endpoint gets", async () => {
    const one = await listening();
    const other = await listening(["email.sent"], one.customerId);
    const { id } = await sendTestEvent(one.webhook);
    const [test] = await one.receiver.waitFor(1, "webhook.test");
    expect(test?.id).toBe(id);
    expect(verify(one.secret, test ?? { body: "", headers: {} })).toMatchObject({
      data: { webhook_id: one.webhook.endpointId },
    });
    expect(other.receiver.received).toEqual([]);
  });

  it("whose secret was rotated is signed to with both for a day, then with the new one", async () => {
    const { webhook, receiver, secret: before, happen, status, customerId } = await listening();
    const { signing_secret: after } = await rotateWebhookSecret(webhook);
    expect(after).not.toBe(before);
    expect((await requireWebhook(webhook)).signing_secret).toBe(after);
    await happen();
    const [both] = await receiver.waitFor(1);
    for (const secret of [before, after])
      expect(() => verify(secret, both ?? { body: "", headers: {} })).not.toThrow();
    expect(both?.headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
    expect(both?.headers["svix-signature"]).toBe(both?.headers["webhook-signature"]);
    const until = Date.parse((await status())?.previous_secret_until ?? "");
    expect((until - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
    await database.db.query(
      "update webhook_endpoints set previous_secret_until = now() where customer_id = $1",
      [customerId],
    );
    await happen();
    const [, one] = await receiver.waitFor(2);
    expect(() => verify(after, one ?? { body: "", headers: {} })).not.toThrow();
    expect(() => verify(before, one ?? { body: "", headers: {} })).toThrow();
    expect((await status())?.previous_secret_until).toBeNull();
  });

  it("whose secret can't be read back is sent nothing unsigned, and works again once it is rotated", async () => {
    const { webhook, receiver, customerId, untilState } = await listening();
    await database.db.query(
      "update webhook_endpoints set secret = (select secret from webhook_endpoints where customer_id <> $1 limit 1) where customer_id = $1",
      [customerId],
    );
    await expect(requireWebhook(webhook)).rejects.toMatchObject({ code: "misconfigured" });
    const { id: messageId } = await sendTestEvent(webhook);
    const attempts = await waitFor(
      async () => {
        const { data } = await listWebhookAttempts({ ...webhook, messageId }, PAGE);
        return data.length > 0 ? data : null;
      },
      { what: "an attempt" },
    );
    expect(attempts[0]).toMatchObject({
      http_status_code: 0,
      response: expect.stringContaining("Rotate it"),
    });
    expect(receiver.received).toEqual([]);
    const { signing_secret } = await rotateWebhookSecret(webhook);
    await passTime();
    const [signed] = await receiver.waitFor(1);
    expect(() => verify(signing_secret, signed ?? { body: "", headers: {} })).not.toThrow();
    await untilState("delivered");
  });

  it("is one of ten at the most, however many are added at once", async () => {
    const customerId = await newCustomer();
    const add = () =>
      createWebhook(customerId, { endpoint: "https://hooks.example.com/", events: ["email.sent"] });
    const added = await Promise.allSettled(Array.from({ length: 15 }, add));
    expect(added.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    await expect(add()).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("keeps its secret sealed: in clear it is nowhere in the database", async () => {
    const { webhook, secret } = await listening();
    await rotateWebhookSecret(webhook);
    const { rows } = await database.db.query("select row_to_json(e)::text as text from webhook_endpoints e");
    for (const { text } of rows) {
      expect(text).not.toContain("whsec_");
      expect(text).not.toContain(secret.slice(6));
    }
  });
});

it("everything of another customer's does not exist", async () => {
  const { webhook, happen, untilState } = await listening();
  await happen();
  const { id: messageId } = await untilState("delivered");
  const foreign = { ...webhook, customerId: await newCustomer() };
  const neighbour = await listening(["email.sent"], webhook.customerId);
  for (const call of [
    () => requireWebhook(foreign),
    () => updateWebhook(foreign, { status: "disabled" }),
    () => deleteWebhook(foreign),
    () => rotateWebhookSecret(foreign),
    () => sendTestEvent(foreign),
    () => listWebhookEvents(foreign, PAGE),
    () => requireWebhookEvent({ ...foreign, messageId }),
    () => listWebhookAttempts({ ...foreign, messageId }, PAGE),
    () => replayWebhookEvent({ ...foreign, messageId }),
    // An event of the customer's other endpoint is not this one's.
    () => requireWebhookEvent({ ...neighbour.webhook, messageId }),
    () => replayWebhookEvent({ ...neighbour.webhook, messageId }),
  ])
    await expect(call()).rejects.toMatchObject({ code: "not_found" });
  expect((await listWebhooks(foreign.customerId, PAGE)).data).toEqual([]);
});

it("messages are listed in keyset pages, forward and back", async () => {
  const { webhook, happen } = await listening();
  for (let n = 0; n < 5; n++) await happen();
  const all = (await listWebhookEvents(webhook, PAGE)).data.map(({ id }) => id);
  expect(all).toHaveLength(5);
  const ids = async (page: object) => {
    const { data, has_more } = await listWebhookEvents(webhook, { limit: 2, ...page });
    return [data.map(({ id }) => id), has_more];
  };
  expect(await ids({})).toEqual([all.slice(0, 2), true]);
  expect(await ids({ after: all[1] })).toEqual([all.slice(2, 4), true]);
  expect(await ids({ after: all[3] })).toEqual([all.slice(4), false]);
  expect(await ids({ before: all[3] })).toEqual([all.slice(1, 3), true]);
  expect(await ids({ before: all[1] })).toEqual([all.slice(0, 1), false]);
});

it("messages and their attempts are forgotten after a month, but not while they are on their way", async () => {
  const { webhook, happen, untilState, customerId, receiver } = await listening();
  await happen();
  const old = await untilState("delivered");
  receiver.answers.push(500);
  await happen();
  await waitFor(async () => (await untilState("pending")).attempts === 1, { what: "an attempt to fail" });
  await database.db.query(
    "update webhook_messages set created_at = now() - interval '31 days' where customer_id = $1",
    [customerId],
  );
  await happen();
  await receiver.waitFor(3);
  await engine().sweep(5_000);
  await database.db.query("update retention_runs set next_at = now() where name = 'deliveries'");
  await engine().sweep(5_000);
  const left = (await listWebhookEvents(webhook, PAGE)).data;
  expect(left.map(({ state }) => state).sort()).toEqual(["delivered", "pending"]);
  expect(left.map(({ id }) => id)).not.toContain(old.id);
  const { rows } = await database.db.query("select message_id from webhook_attempts where customer_id = $1", [
    customerId,
  ]);
  expect(rows.map(({ message_id }) => message_id)).not.toContain(old.id);
  expect(await claimDelivery()).toBeNull();
});
