import "server-only";
import { sql } from "drizzle-orm";
import { database, type Executor } from "../db/client";
import { webhookEndpoints, webhookMessages } from "../db/schema/api";
import { now } from "../db/time";
import type { SecretOwner } from "../secret-box";

/** So many at a time, that no statement takes long and others are delivered in between. */
export const DISCARD_BATCH = 1_000;

/**
 * Discards some of what waits for an endpoint that is gone or disabled, due or not; nothing if it is enabled. It waits
 * for nobody: what an attempt is being settled for is left for the next time. Returns how many it was.
 */
export async function discardWaiting(tx: Executor, { customerId, endpointId }: SecretOwner): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    with waiting as materialized (
      select customer_id, id from ${webhookMessages}
      where customer_id = ${customerId} and endpoint_id = ${endpointId} and state = 'pending'
        and not exists (select from ${webhookEndpoints}
          where customer_id = ${customerId} and id = ${endpointId} and status = 'enabled')
      order by next_attempt_at limit ${DISCARD_BATCH} for update of ${webhookMessages} skip locked)
    update ${webhookMessages} set state = 'discarded', settled_at = ${now}
    from waiting
    where ${webhookMessages.customerId} = waiting.customer_id and ${webhookMessages.id} = waiting.id`);
  return rowCount ?? 0;
}

/** The same until nothing is left that could be sent if the endpoint were enabled now. */
export async function discardAllWaiting(owner: SecretOwner): Promise<void> {
  while ((await discardWaiting(database(), owner)) === DISCARD_BATCH);
}
