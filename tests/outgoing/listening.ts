import { v7 as uuidv7 } from "uuid";
import type { WebhookEvent } from "@/lib/contracts/webhook-rules";
import { transaction } from "@/lib/db/client";
import { createWebhook, listWebhookEvents, listWebhooks } from "@/lib/outgoing";
import { publish } from "@/lib/outgoing/publish";
import type { InProcessDatabase } from "../support/in-process-database";
import { type CustomersReceiver, startReceiver } from "../support/receivers";
import { waitFor } from "../support/wait-for";

type Db = InProcessDatabase["db"];
const PAGE = { limit: 20 };

export async function insertCustomer(db: Db): Promise<string> {
  const customerId = uuidv7();
  await db.query("insert into customers (id, email) values ($1, $2)", [
    customerId,
    `${customerId}@mailbox.dev`,
  ]);
  await db.query("insert into credit_accounts (customer_id) values ($1)", [customerId]);
  return customerId;
}

/** A customer with one endpoint, which a program of theirs listens at. Who stops it finds it among `receivers`. */
export async function listen(
  db: Db,
  receivers: CustomersReceiver[],
  events: WebhookEvent[] = ["email.sent"],
  given?: string,
) {
  const customerId = given ?? (await insertCustomer(db));
  const receiver = await startReceiver();
  receivers.push(receiver);
  const { id: endpointId, signing_secret: secret } = await createWebhook(customerId, {
    endpoint: receiver.url,
    events,
  });
  const webhook = { customerId, endpointId };
  const happen = (type: WebhookEvent = "email.sent") =>
    transaction((tx) => publish(tx, [{ customerId, type, occurredAt: new Date(), data: { n: 1 } }]));
  const messages = async () => (await listWebhookEvents(webhook, PAGE)).data;
  const untilState = (state: string) =>
    waitFor(async () => (await messages()).find((message) => message.state === state), {
      what: `a message that is ${state}`,
      timeoutMs: 20_000,
    });
  const status = async () => (await listWebhooks(customerId, PAGE)).data.find(({ id }) => id === endpointId);
  return { customerId, webhook, receiver, secret, happen, messages, untilState, status };
}
