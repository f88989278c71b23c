import "server-only";
import { sql } from "drizzle-orm";

/** The customers whose sending is paused: few, so a hash of them is made once per statement. */
export const pausedCustomers = sql`(select customer_id from sending_controls where paused_at is not null)`;
