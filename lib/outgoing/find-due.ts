import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { webhookEndpoints, webhookMessages } from "../db/schema/api";
import { now } from "../db/time";
import type { SecretOwner } from "../secret-box";
import type { Busy } from "./in-flight";

/** Before every endpoint. */
export const START: SecretOwner = {
  customerId: "00000000-0000-0000-0000-000000000000",
  endpointId: "00000000-0000-0000-0000-000000000000",
};

/** A message that is due, locked, and its endpoint. */
export interface Due extends SecretOwner {
  messageId: string;
  body: string;
  /** Null if it is gone or disabled. */
  endpoint: { url: string; secret: string; previousSecret: string | null; isFailing: boolean } | null;
}

interface DueRow extends Record<string, unknown> {
  customer_id: string;
  endpoint_id: string;
  id: string;
  body: string;
  is_enabled: boolean;
  url: string;
  secret: string;
  previous_secret: string | null;
  is_failing: boolean;
}

/**
 * The message that has been due longest of the first endpoint behind `after`, in the order of their ids, that has one
 * and is not busy. Whatever waits for one that is gone or disabled counts as due. Null: there is none behind `after`.
 *
 * It steps over the index from endpoint to endpoint, so that a hundred thousand messages for a slow one cost one step,
 * and goes no further than to what it returns: PostgreSQL makes rows of a recursion as they are asked for. The clock is
 * read in a subquery, once, because an index is not searched for what changes from row to row.
 */
export async function findDue(
  tx: Executor,
  after: SecretOwner,
  { customerIds, endpointIds, failing }: Busy,
): Promise<Due | null> {
  const { rows } = await tx.execute<DueRow>(sql`
    with recursive turn(customer_id, endpoint_id) as (
      (${nextBehind(sql`${after.customerId}::uuid, ${after.endpointId}::uuid`)})
      union all
      select next.* from turn, lateral (${nextBehind(sql`turn.customer_id, turn.endpoint_id`)}) next
    )
    select turn.customer_id, turn.endpoint_id, message.id, message.body, endpoint.*
    from turn
    left join lateral (
      select status = 'enabled' as is_enabled, url, secret, failing_since is not null as is_failing,
        case when previous_secret_until > ${now} then previous_secret end as previous_secret
      from ${webhookEndpoints} where customer_id = turn.customer_id and id = turn.endpoint_id limit 1
    ) endpoint on true
    cross join lateral (
      select id, body from ${webhookMessages}
      where customer_id = turn.customer_id and endpoint_id = turn.endpoint_id and state = 'pending'
        and next_attempt_at <= case when endpoint.is_enabled then (select ${now}) else 'infinity' end
      order by next_attempt_at limit 1 for update skip locked
    ) message
    where turn.customer_id <> all(${uuids(customerIds)}) and turn.endpoint_id <> all(${uuids(endpointIds)})
      and not (${failing} and endpoint.is_enabled is true and endpoint.is_failing)
    limit 1`);
  const [row] = rows;
  return row ? toDue(row) : null;
}

/** The first endpoint behind a position for which something waits. Ordered by the time, too, so that no other index fits. */
const nextBehind = (
  position: ReturnType<typeof sql>,
) => sql`select customer_id, endpoint_id from ${webhookMessages}
  where state = 'pending' and (customer_id, endpoint_id) > (${position})
  order by customer_id, endpoint_id, next_attempt_at limit 1`;

const uuids = (ids: readonly string[]) => sql`${`{${ids.join(",")}}`}::uuid[]`;

function toDue(row: DueRow): Due {
  const { url, secret, previous_secret: previousSecret, is_failing: isFailing } = row;
  return {
    customerId: row.customer_id,
    endpointId: row.endpoint_id,
    messageId: row.id,
    body: row.body,
    endpoint: row.is_enabled ? { url, secret, previousSecret, isFailing } : null,
  };
}
