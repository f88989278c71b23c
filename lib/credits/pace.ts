import "server-only";
import { and, asc, eq, gte, sql, sum } from "drizzle-orm";
import type { Forecast } from "../contracts/billing";
import { database } from "../db/client";
import { firstIdAt } from "../db/first-id";
import { captures } from "../db/schema/credits";

const DAYS_MAX = 7;
const DAY_MS = 24 * 60 * 60_000;

/**
 * What a customer's emails were captured for in the last seven days, or since their first capture if that was later;
 * null if nothing was. Ids of captures begin with their time (UUIDv7), so both questions are answered by the primary key.
 */
export async function readPace(customerId: string, now: Date): Promise<Forecast["pace"]> {
  const since = new Date(now.getTime() - DAYS_MAX * DAY_MS);
  const [[lately], [first]] = await Promise.all([
    database()
      .select({ credits: sum(captures.credits).mapWith(Number) })
      .from(captures)
      .where(
        and(
          eq(captures.customerId, customerId),
          gte(captures.id, firstIdAt(since)),
          eq(captures.state, "captured"),
        ),
      ),
    database()
      .select({
        ageMs: sql<number>`extract(epoch from (clock_timestamp() - ${captures.createdAt})) * 1000`.mapWith(
          Number,
        ),
      })
      .from(captures)
      .where(eq(captures.customerId, customerId))
      .orderBy(asc(captures.id))
      .limit(1),
  ]);
  if (!first || !lately?.credits) return null;
  return {
    credits: lately.credits,
    days: Math.min(DAYS_MAX, Math.max(1, Math.ceil(first.ageMs / DAY_MS))),
  };
}
