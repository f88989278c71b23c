import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { now } from "../db/time";

/** Rows of a batch at the most, so that no statement takes long and no lock is held for long. */
export const ROWS_PER_BATCH = 500;

/** What one batch of a rule has done. */
export interface Batch {
  /** Rows that were removed, or whose content was. */
  rows: number;
  /** There may be more to do at once. */
  isMore: boolean;
  /** Where the next batch goes on, of a rule that goes through something bit by bit; null from the beginning. */
  position?: string | null;
}

/** A moment that long ago. In a query of its own, since an index is of no use for what each row would ask the clock for anew. */
export const ago = (span: string): SQL => sql`(select ${now} - ${span}::interval)`;

/** The same as the smallest UUIDv7 of that moment: what is older has smaller ids, so the key itself finds it. */
export const idOf = (span: string): SQL =>
  sql`(select (lpad(to_hex((extract(epoch from ${now} - ${span}::interval) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid)`;
