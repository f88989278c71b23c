import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { database } from "./client";

/** So many at a time, that no statement comes near its limit of 10 s, whatever has gathered. */
const BATCH = 5_000;

/** Removes all rows of a table that are old, in the order of an index: `order` is its first column among these rows. */
export async function deleteOld(table: PgTable, isOld: SQL, order: SQL): Promise<void> {
  const { primaryKeys, columns } = getTableConfig(table);
  const keys = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  const names = sql.join(
    keys.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  for (;;) {
    const { rowCount } = await database().execute(sql`delete from ${table} where (${names}) in (
      select ${names} from ${table} where ${isOld} order by ${order} limit ${BATCH} for update skip locked)`);
    if ((rowCount ?? 0) < BATCH) return;
  }
}
