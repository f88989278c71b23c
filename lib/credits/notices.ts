import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { deleteOld } from "../db/delete-old";
import { notices } from "../db/schema/alerts";
import { nowOnce } from "../db/time";

/** Nothing is told for as long as that: grants live a month, and a webhook is repeated for a day or by hand for some. */
const KEEP = "400 days";

/**
 * Claims things that a customer is to be told of, and returns those that they were never told of before. In the transaction
 * that writes the mail, so that each is told once, however often and in whatever order its news arrives.
 */
export async function claimNotices(
  tx: Executor,
  customerId: string,
  whats: readonly string[],
): Promise<string[]> {
  if (whats.length === 0) return [];
  const claimed = await tx
    .insert(notices)
    .values(whats.map((what) => ({ customerId, what })))
    .onConflictDoNothing()
    .returning({ what: notices.what });
  return claimed.map(({ what }) => what);
}

/** Forgets what nobody could tell again. */
export async function pruneNotices(): Promise<void> {
  await deleteOld(notices, sql`${notices.toldAt} < ${nowOnce} - ${KEEP}::interval`, sql`${notices.toldAt}`);
}
