import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { database } from "../db/client";
import { webhookEvents } from "../db/schema/operations";
import { now } from "../db/time";
import type { WebhookSource } from "./inbox";

const COUNTED_MAX = 100_000;

/** How many messages of a source are stored and not applied, up to a bound, and for how long the oldest has waited. */
export async function readWebhookLag(
  source: WebhookSource,
): Promise<{ pending: number; oldestSeconds: number }> {
  const isPending = and(eq(webhookEvents.source, source), isNull(webhookEvents.appliedAt));
  const some = database()
    .select({ receivedAt: webhookEvents.receivedAt })
    .from(webhookEvents)
    .where(isPending)
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(COUNTED_MAX)
    .as("some");
  const [row] = await database()
    .select({
      pending: sql<number>`count(*)`.mapWith(Number),
      oldestSeconds: sql<number>`coalesce(extract(epoch from ${now} - min(${some.receivedAt})), 0)`.mapWith(
        Number,
      ),
    })
    .from(some);
  return row ?? { pending: 0, oldestSeconds: 0 };
}
