import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "../db/client";
import { type Batch, ROWS_PER_BATCH } from "./batch";

interface OldRows {
  table: string;
  key: readonly string[];
  /** Which are old. An index gives them by `age`, the oldest first. */
  where: SQL;
  age: string;
}

/** Removes some old rows of a table, those that nobody else is at. */
export async function removeRows(old: OldRows): Promise<Batch> {
  const { rowCount } = await database().execute(removal(old));
  return done(rowCount);
}

/** Removes some old messages to customers' endpoints, with their attempts. */
export async function removeDeliveries(where: SQL): Promise<Batch> {
  const old: OldRows = { table: "webhook_messages", key: ["customer_id", "id"], where, age: "created_at" };
  const { rowCount } = await database().execute(sql`
    with old as (${removal(old)} returning customer_id, id),
    forgotten as (
      delete from webhook_attempts using old
      where webhook_attempts.customer_id = old.customer_id and webhook_attempts.message_id = old.id)
    select id from old`);
  return done(rowCount);
}

function removal({ table, key, where, age }: OldRows): SQL {
  const names = sql.raw(key.map((column) => `"${column}"`).join(", "));
  const from = sql.identifier(table);
  return sql`delete from ${from} where (${names}) in (select ${names} from ${from}
    where ${where} order by ${sql.identifier(age)} limit ${ROWS_PER_BATCH} for update skip locked)`;
}

const done = (rowCount: number | null): Batch => ({
  rows: rowCount ?? 0,
  isMore: (rowCount ?? 0) === ROWS_PER_BATCH,
});
