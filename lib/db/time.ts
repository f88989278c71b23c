import "server-only";
import { sql } from "drizzle-orm";

/** The database's clock: the one clock that all instances share, so that skew between them does not matter. */
export const now = sql`clock_timestamp()`;

/**
 * The same, read once for a whole statement. An index is not searched for what might change from row to row: whoever looks
 * for what is before or after now in a table that grows needs this one, or every row is looked at.
 */
export const nowOnce = sql`(select clock_timestamp())`;

/** That many milliseconds from now, by the database's clock. */
export const inMs = (ms: number) => sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;
