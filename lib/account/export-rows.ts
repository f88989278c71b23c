import "server-only";
import { gt } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** One line of the export, without its type. */
export type Row = Record<string, unknown>;
/** All rows of one type, read piece by piece as fast as they are taken. */
export type Section = (customerId: string) => AsyncGenerator<Row>;

export const ROWS_PER_READ = 500;

/** Rows in the order of a column that no two of them share. */
export async function* inOrder<T extends Row>(
  read: (after: string | null) => Promise<T[]>,
  keyOf: (row: T) => string,
): AsyncGenerator<T> {
  let last: string | null = null;
  for (;;) {
    const rows: T[] = await read(last);
    yield* rows;
    const end = rows.at(-1);
    if (rows.length < ROWS_PER_READ || !end) return;
    last = keyOf(end);
  }
}

/** What comes after the last row that was read. */
export const behind = (column: PgColumn, after: string | null) =>
  after === null ? undefined : gt(column, after);
