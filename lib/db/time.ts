import "server-only";
import { sql } from "drizzle-orm";

/** The database's clock: the one clock that all instances share, so that skew between them does not matter. */
export const now = sql`clock_timestamp()`;

/** That many milliseconds from now, by the database's clock. */
export const inMs = (ms: number) => sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;
