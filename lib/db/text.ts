import "server-only";
import { type SQL, sql } from "drizzle-orm";

/** The last character that there is, so no text goes on with a later one. */
const LAST = "\u{10ffff}";

/** True for texts with this beginning. The column must be compared byte by byte (`bytewiseText`): then it is a range of an index. */
export const beginsWith = (column: SQL, beginning: string): SQL =>
  sql`${column} >= ${beginning} and ${column} < ${`${beginning}${LAST}`}`;
