import "server-only";
import { sql } from "drizzle-orm";

/**
 * For this transaction: rows come from an index in its order, as many as are asked for. Left to itself the planner, which
 * does not know how one customer's emails differ from another's, at times collects and sorts all that there are.
 */
export const FOLLOW_THE_INDEX = sql`select set_config(name, 'off', true) from unnest(
  array['enable_bitmapscan', 'enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_sort', 'enable_incremental_sort']) name`;
