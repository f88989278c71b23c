import "server-only";
import { and, asc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { checkpoint } from "../checkpoint";
import { coalesce } from "../coalesce";
import { database, type Executor, isDatabaseDown, transaction } from "../db/client";
import { customers } from "../db/schema/identity";
import { webhookEvents } from "../db/schema/operations";
import { now } from "../db/time";
import { readDodoNews, webhookType } from "../dodo/webhook";
import { log } from "../log";
import { markStale } from "./stale";

const SOURCE = "dodo";
/** Messages of one write or one transaction at the most. */
const BATCH = 100;

interface Message {
  id: string;
  rawBody: string;
}

/** Stores a verified message, once per id. Returns false for one that was stored before. */
export async function storeDodoWebhook(id: string, rawBody: string): Promise<boolean> {
  const isNew = await store({ id, rawBody });
  checkpoint("webhook-stored");
  return isNew;
}

/** Messages that come together are one write: a burst costs what a few messages cost. */
const store: (message: Message) => Promise<boolean> = coalesce({
  max: BATCH,
  load: storeTogether,
  mayBeOneKeysFault: (error) => !isDatabaseDown(error),
});

async function storeTogether(messages: Message[]): Promise<boolean[]> {
  const rows = messages.map(({ id, rawBody }) => ({
    source: SOURCE,
    id,
    type: webhookType(rawBody),
    body: rawBody,
  }));
  const stored = await database()
    .insert(webhookEvents)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id });
  const unclaimed = new Set(stored.map(({ id }) => id));
  return messages.map(({ id }) => unclaimed.delete(id));
}

type Pending = Pick<typeof webhookEvents.$inferSelect, "id" | "type" | "body">;

/** Applies stored messages, oldest first, each once. Returns how many were, at most a batch. */
export async function applyDodoWebhooks(): Promise<number> {
  const pending: Pending[] = await database()
    .select({ id: webhookEvents.id, type: webhookEvents.type, body: webhookEvents.body })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.source, SOURCE), isNull(webhookEvents.appliedAt)))
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(BATCH);
  if (pending.length === 0) return 0;
  try {
    return await applyTogether(pending);
  } catch (error) {
    if (isDatabaseDown(error)) throw error;
    return applyOneByOne(pending);
  }
}

/** Whatever is wrong with one of them, the others do not wait for it; it stays pending and is tried again. */
async function applyOneByOne(pending: Pending[]): Promise<number> {
  let applied = 0;
  for (const event of pending)
    try {
      applied += await applyTogether([event]);
    } catch (error) {
      log.error("A webhook could not be applied", { webhookId: event.id, eventType: event.type, error });
    }
  return applied;
}

/**
 * Marks what the messages say has changed; the state itself is read from Dodo afterwards. Marking twice, late, or in
 * another order ends the same.
 */
async function applyTogether(pending: Pending[]): Promise<number> {
  const news = pending.map((event) => ({ id: event.id, ...readDodoNews(event.type, event.body) }));
  await transaction(async (tx) => {
    const known = await findCustomers(
      tx,
      news.flatMap((one) => (one.kind === "changed" ? [one.dodoCustomerId] : [])),
    );
    const outcomes = news.map((one) => {
      if (one.kind === "irrelevant") return `ignored: ${one.reason}`;
      return known.has(one.dodoCustomerId) ? "applied" : "ignored: not a customer of ours";
    });
    const ids = sql.param(news.map(({ id }) => id));
    const won = await tx
      .update(webhookEvents)
      .set({
        appliedAt: now,
        outcome: sql`(${sql.param(outcomes)}::text[])[array_position(${ids}::text[], ${webhookEvents.id})]`,
      })
      .where(
        and(
          eq(webhookEvents.source, SOURCE),
          inArray(
            webhookEvents.id,
            news.map(({ id }) => id),
          ),
          isNull(webhookEvents.appliedAt),
        ),
      )
      .returning({ id: webhookEvents.id });
    const wonIds = new Set(won.map(({ id }) => id));
    const changed = news.flatMap((one) => {
      const customerId =
        one.kind === "changed" && wonIds.has(one.id) ? known.get(one.dodoCustomerId) : undefined;
      return customerId && one.kind === "changed" ? [{ customerId, billing: one.billing }] : [];
    });
    const withBilling = new Set(changed.filter(({ billing }) => billing).map(({ customerId }) => customerId));
    // In one order everywhere, so that two instances that apply at once do not wait for each other.
    for (const customerId of [...new Set(changed.map((one) => one.customerId))].sort())
      await markStale(tx, customerId, withBilling.has(customerId));
  });
  checkpoint("webhook-applied");
  return pending.length;
}

/** Our customers by their ids at Dodo. */
async function findCustomers(tx: Executor, dodoCustomerIds: string[]): Promise<Map<string, string>> {
  if (dodoCustomerIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: customers.id, dodoCustomerId: customers.dodoCustomerId })
    .from(customers)
    .where(inArray(customers.dodoCustomerId, [...new Set(dodoCustomerIds)]));
  return new Map(rows.map((row) => [row.dodoCustomerId ?? "", row.id]));
}

/** Messages are kept this long: Dodo repeats one for 27.6 hours, and a month helps to explain a bill. */
const KEEP = "30 days";

/** Forgets old messages. */
export async function pruneWebhooks(): Promise<void> {
  await database()
    .delete(webhookEvents)
    .where(lt(webhookEvents.receivedAt, sql`clock_timestamp() - ${KEEP}::interval`));
}
