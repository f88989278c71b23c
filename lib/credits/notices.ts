import "server-only";
import type { Executor } from "../db/client";
import { notices } from "../db/schema/alerts";

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
