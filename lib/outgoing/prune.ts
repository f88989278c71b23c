import "server-only";
import { sql } from "drizzle-orm";
import { database } from "../db/client";
import { webhookAttempts, webhookMessages } from "../db/schema/api";
import { nowOnce } from "../db/time";

const KEEP = "30 days";
/** So many at a time, that no statement takes long. */
const BATCH = 5_000;

/** Forgets old messages and their attempts. One that was replayed lately, and is still on its way, stays until it is not. */
export async function pruneMessages(): Promise<void> {
  for (;;) {
    const { rowCount } = await database().execute(sql`
      with old as (
        delete from ${webhookMessages} where (customer_id, id) in (
          select customer_id, id from ${webhookMessages}
          where created_at < ${nowOnce} - ${KEEP}::interval and state <> 'pending'
          order by created_at limit ${BATCH} for update skip locked)
        returning customer_id, id),
      forgotten as (
        delete from ${webhookAttempts} using old
        where ${webhookAttempts.customerId} = old.customer_id and ${webhookAttempts.messageId} = old.id)
      select id from old`);
    if ((rowCount ?? 0) < BATCH) return;
  }
}
