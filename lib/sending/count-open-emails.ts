import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "../db/client";
import { emails } from "../db/schema/emails";

/** Whoever asks wants to know whether it is many; counting a queue of millions would only add to the trouble. */
const COUNTED_MAX = 100_000;

/** How many emails wait to be sent, and how many have an outcome that nobody knows. */
export async function countOpenEmails(): Promise<{ queued: number; unresolved: number }> {
  const [queued, unresolved] = await Promise.all([countWith("queued"), countWith("unresolved")]);
  return { queued, unresolved };
}

async function countWith(status: "queued" | "unresolved"): Promise<number> {
  const some = database()
    .select({ id: emails.id })
    .from(emails)
    .where(eq(emails.status, status))
    .limit(COUNTED_MAX)
    .as("some");
  const [row] = await database()
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(some);
  return row?.count ?? 0;
}
