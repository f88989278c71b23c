import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import { csvLine } from "../csv";
import { database } from "../db/client";
import { suppressions } from "../db/schema/api";
import { toEntry } from "./list";

const ROWS_PER_READ = 1_000;
const HEADINGS = "email,origin,source_id,created_at\r\n";

/** A customer's whole list as CSV (RFC 4180), by address, read piece by piece as fast as it is taken. */
export function exportSuppressions(customerId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let last: string | null = null;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(HEADINGS)),
    async pull(controller) {
      const rows: (typeof suppressions.$inferSelect)[] = await database()
        .select()
        .from(suppressions)
        .where(
          and(
            eq(suppressions.customerId, customerId),
            last === null ? undefined : gt(suppressions.address, last),
          ),
        )
        .orderBy(asc(suppressions.address))
        .limit(ROWS_PER_READ);
      last = rows.at(-1)?.address ?? null;
      if (rows.length > 0) controller.enqueue(encoder.encode(rows.map(toLine).join("")));
      if (rows.length < ROWS_PER_READ) controller.close();
    },
  });
}

function toLine(row: typeof suppressions.$inferSelect): string {
  const { email, origin, source_id, created_at } = toEntry(row);
  return csvLine([email, origin, source_id ?? "", created_at]);
}
