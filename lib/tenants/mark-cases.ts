import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { now } from "../db/time";

/** Dodo said that a payment of this customer was refunded or disputed. What it is now is read afterwards. */
export async function markCases(tx: Executor, customerId: string): Promise<void> {
  await tx.execute(sql`insert into sending_controls (customer_id, cases_stale_since) values (${customerId}, ${now})
    on conflict (customer_id) do update set cases_stale_since = excluded.cases_stale_since`);
}
