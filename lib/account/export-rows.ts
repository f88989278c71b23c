import "server-only";
import { gt } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** One line of the export, without its type. */
export type Row = Record<string, unknown>;
/** All rows of one type, read piece by piece as fast as they are taken. */
export type Section = (customerId: string) => AsyncGenerator<Row>;

const ROWS_PER_READ = 500;

/** Rows in the order of a column that no two of them share. `rowsPerRead`: fewer where a row may be large. */
export async function* inOrder<T extends Row>(
  read: (after: string | null, limit: number) => Promise<T[]>,
  keyOf: (row: T) => string,
  rowsPerRead = ROWS_PER_READ,
): AsyncGenerator<T> {
  let last: string | null = null;
  for (;;) {
    const rows: T[] = await read(last, rowsPerRead);
    yield* rows;
    const end = rows.at(-1);
    if (rows.length < rowsPerRead || !end) return;
    last = keyOf(end);
  }
}

/** What comes after the last row that was read. */
export const behind = (column: PgColumn, after: string | null) =>
  after === null ? undefined : gt(column, after);
