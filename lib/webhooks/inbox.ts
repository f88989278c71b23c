import "server-only";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { checkpoint } from "../checkpoint";
import { coalesce } from "../coalesce";
import { database, type Executor, isDatabaseDown, transaction } from "../db/client";
import { deleteOld } from "../db/delete-old";
import { webhookEvents } from "../db/schema/operations";
import { now, nowOnce } from "../db/time";
import { log } from "../log";
import { metrics } from "../metrics";
import { messageType } from "./message";

/** Who sends messages. Their ids are told apart by it. */
export type WebhookSource = "dodo" | "resend";

/** Messages of one write or one transaction at the most. */
const BATCH = 100;
/**
 * Messages are kept this long. Both providers repeat one for about 28 hours; a month of Dodo's helps to explain a bill,
 * and Resend has several for each email.
 */
const KEEP: Record<WebhookSource, string> = { dodo: "30 days", resend: "4 days" };

interface NewMessage {
  source: WebhookSource;
  id: string;
  rawBody: string;
}

/** Stores a verified message, once per source and id. Returns false for one that was stored before. */
export async function storeWebhook(message: NewMessage): Promise<boolean> {
  const isNew = await store(message);
  metrics().webhooks.inc({ source: message.source, what: isNew ? "new" : "repeated" });
  checkpoint("webhook-stored");
  return isNew;
}

/** Messages that come together are one write: a burst costs what a few messages cost. */
const store: (message: NewMessage) => Promise<boolean> = coalesce({
  max: BATCH,
  load: storeTogether,
  mayBeOneKeysFault: (error) => !isDatabaseDown(error),
});

async function storeTogether(messages: NewMessage[]): Promise<boolean[]> {
  const rows = messages.map(({ source, id, rawBody }) => ({
    source,
    id,
    type: messageType(rawBody),
    body: rawBody,
  }));
  const stored = await database()
    .insert(webhookEvents)
    .values(rows)
    .onConflictDoNothing()
    .returning({ source: webhookEvents.source, id: webhookEvents.id });
  const unclaimed = new Set(stored.map(nameOf));
  return messages.map((message) => unclaimed.delete(nameOf(message)));
}

const nameOf = ({ source, id }: { source: string; id: string }) => `${source} ${id}`;

/** A message that waits to be applied. */
export type PendingMessage = Pick<typeof webhookEvents.$inferSelect, "id" | "type" | "body">;

export interface Applied {
  /** What became of each message, in their order: `applied`, or `ignored: ` and why. */
  outcomes: string[];
  /** What this process is to hear of once it is committed. */
  afterCommit?: () => void;
}

/** What the messages of one source do. `apply` runs in a transaction that may be run again. */
export interface MessageReader {
  source: WebhookSource;
  apply: (tx: Executor, messages: PendingMessage[]) => Promise<Applied>;
}

/** Applies stored messages, oldest first, each once. Returns how many were, at most a batch. */
export async function applyWebhooks(reader: MessageReader): Promise<number> {
  const pending = await database()
    .select({ id: webhookEvents.id, type: webhookEvents.type })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.source, reader.source), isNull(webhookEvents.appliedAt)))
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(BATCH);
  if (pending.length === 0) return 0;
  try {
    return await applyTogether(
      reader,
      pending.map(({ id }) => id),
    );
  } catch (error) {
    if (isDatabaseDown(error)) throw error;
    return applyOneByOne(reader, pending);
  }
}

/** Whatever is wrong with one of them, the others do not wait for it; it stays pending and is tried again. */
async function applyOneByOne(
  reader: MessageReader,
  pending: Pick<PendingMessage, "id" | "type">[],
): Promise<number> {
  let applied = 0;
  for (const { id, type } of pending)
    try {
      applied += await applyTogether(reader, [id]);
    } catch (error) {
      log.error("A webhook could not be applied", { webhookId: id, eventType: type, error });
    }
  return applied;
}

/** Messages that another process applies at this moment are left to it. */
async function applyTogether({ source, apply }: MessageReader, ids: string[]): Promise<number> {
  const isPending = and(
    eq(webhookEvents.source, source),
    inArray(webhookEvents.id, ids),
    isNull(webhookEvents.appliedAt),
  );
  const { count, afterCommit } = await transaction(
    async (tx) => {
      const messages: PendingMessage[] = await tx
        .select({ id: webhookEvents.id, type: webhookEvents.type, body: webhookEvents.body })
        .from(webhookEvents)
        .where(isPending)
        .orderBy(asc(webhookEvents.id))
        .for("update", { skipLocked: true });
      if (messages.length === 0) return { count: 0 };
      const { outcomes, afterCommit } = await apply(tx, messages);
      const claimed = messages.map(({ id }) => id);
      await tx
        .update(webhookEvents)
        .set({
          appliedAt: now,
          outcome: sql`(${sql.param(outcomes)}::text[])[array_position(${sql.param(claimed)}::text[], ${webhookEvents.id})]`,
        })
        .where(and(eq(webhookEvents.source, source), inArray(webhookEvents.id, claimed)));
      return { count: messages.length, afterCommit };
    },
    // What a crash of the database undoes is pending again.
    { isRepeatable: true },
  );
  checkpoint("webhook-applied");
  metrics().webhooks.inc({ source, what: "applied" }, count);
  afterCommit?.();
  return count;
}

/** Forgets old messages. */
export async function pruneWebhooks(): Promise<void> {
  for (const [source, keep] of Object.entries(KEEP))
    await deleteOld(
      webhookEvents,
      // Its source stands there as it does in the index of Dodo's.
      sql`${webhookEvents.source} = ${sql.raw(`'${source}'`)} and ${webhookEvents.receivedAt} < ${nowOnce} - ${keep}::interval`,
      sql`${webhookEvents.receivedAt}`,
    );
}
