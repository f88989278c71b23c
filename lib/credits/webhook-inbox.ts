import "server-only";
import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import { checkpoint } from "../checkpoint";
import { database, type Executor, transaction } from "../db/client";
import { customers } from "../db/schema/identity";
import { webhookEvents } from "../db/schema/operations";
import { now } from "../db/time";
import { readDodoNews, webhookType } from "../dodo/webhook";
import { log } from "../log";
import { markStale } from "./stale";

const SOURCE = "dodo";
const BATCH = 50;

/** Stores a verified message, once per id. Returns false for one that was stored before. */
export async function storeDodoWebhook(id: string, rawBody: string): Promise<boolean> {
  const stored = await database()
    .insert(webhookEvents)
    .values({ source: SOURCE, id, type: webhookType(rawBody), body: rawBody })
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id });
  checkpoint("webhook-stored");
  return stored.length > 0;
}

/** Applies stored messages, oldest first, each once. Returns how many were, at most a batch. */
export async function applyDodoWebhooks(): Promise<number> {
  const pending = await database()
    .select({ id: webhookEvents.id, type: webhookEvents.type, body: webhookEvents.body })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.source, SOURCE), isNull(webhookEvents.appliedAt)))
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(BATCH);
  let applied = 0;
  for (const event of pending) {
    try {
      await transaction((tx) => apply(tx, event));
      applied += 1;
      checkpoint("webhook-applied");
    } catch (error) {
      // It stays pending and is tried again; the ones behind it do not wait for it.
      log.error("A webhook could not be applied", { webhookId: event.id, eventType: event.type, error });
    }
  }
  return applied;
}

/**
 * Marks what the message says has changed; the state itself is read from Dodo afterwards. Marking twice, late, or in
 * another order ends the same.
 */
async function apply(tx: Executor, event: { id: string; type: string; body: string }): Promise<void> {
  const news = readDodoNews(event.type, event.body);
  const customerId = news.kind === "changed" ? await findCustomer(tx, news.dodoCustomerId) : null;
  const outcome =
    news.kind === "irrelevant"
      ? `ignored: ${news.reason}`
      : customerId
        ? "applied"
        : "ignored: not a customer of ours";
  const [won] = await tx
    .update(webhookEvents)
    .set({ appliedAt: now, outcome })
    .where(
      and(eq(webhookEvents.source, SOURCE), eq(webhookEvents.id, event.id), isNull(webhookEvents.appliedAt)),
    )
    .returning({ id: webhookEvents.id });
  if (won && customerId && news.kind === "changed") await markStale(tx, customerId, news.billing);
}

async function findCustomer(tx: Executor, dodoCustomerId: string): Promise<string | null> {
  const [customer] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.dodoCustomerId, dodoCustomerId));
  return customer?.id ?? null;
}

/** Messages are kept this long: Dodo repeats one for 27.6 hours, and a month helps to explain a bill. */
const KEEP = "30 days";

/** Forgets old messages. */
export async function pruneWebhooks(): Promise<void> {
  await database()
    .delete(webhookEvents)
    .where(lt(webhookEvents.receivedAt, sql`clock_timestamp() - ${KEEP}::interval`));
}
