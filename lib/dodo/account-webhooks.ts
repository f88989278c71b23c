import "server-only";
import { z } from "zod";
import type { DodoAccount } from "./account";
import { DODO_EVENTS } from "./webhook-events";

const PAGE_SIZE = 100;
const PAGES_MAX = 10;

const endpointSchema = z.object({
  id: z.string().min(1),
  url: z.string(),
  disabled: z.boolean().nullish(),
  filter_types: z.array(z.string()).nullish(),
});
const pageSchema = z.object({
  data: z.array(endpointSchema),
  iterator: z.string().nullish(),
  done: z.boolean(),
});

/** A webhook endpoint. Without `filter_types` it is sent everything. */
export type DodoEndpoint = z.infer<typeof endpointSchema>;

/** All endpoints of the account. Lists are cursors here, and the SDK does not see their end. Throws AccountTrouble. */
export async function listEndpoints(account: DodoAccount): Promise<DodoEndpoint[]> {
  const all: DodoEndpoint[] = [];
  let iterator: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await account.call(true, async (client) => {
      const query = { limit: PAGE_SIZE, ...(iterator ? { iterator } : {}) };
      return pageSchema.parse(await client.get("/webhooks", { query }));
    });
    all.push(...answer.data);
    iterator = answer.iterator ?? undefined;
    if (answer.done || answer.data.length === 0 || !iterator) break;
  }
  return all;
}

/** The key that Dodo signs an endpoint's messages with. Throws AccountTrouble. */
export async function readEndpointSecret(account: DodoAccount, id: string): Promise<string> {
  return account.call(true, async (client) => {
    const answer: unknown = await client.webhooks.retrieveSecret(id);
    return z.object({ secret: z.string().min(1) }).parse(answer).secret;
  });
}

/** Makes an endpoint. The key makes repeating it safe. Throws AccountTrouble. */
export async function createEndpoint(
  account: DodoAccount,
  { url, description, idempotencyKey }: { url: string; description: string; idempotencyKey: string },
): Promise<string> {
  return account.call(true, async (client) => {
    const created: unknown = await client.webhooks.create({
      url,
      description,
      filter_types: [...DODO_EVENTS],
      idempotency_key: idempotencyKey,
    });
    return endpointSchema.pick({ id: true }).parse(created).id;
  });
}

/** Switches an endpoint on, for exactly the events that MailKit uses. Throws AccountTrouble. */
export async function updateEndpoint(account: DodoAccount, id: string): Promise<void> {
  await account.call(true, (client) =>
    client.webhooks.update(id, { disabled: false, filter_types: [...DODO_EVENTS] }),
  );
}
