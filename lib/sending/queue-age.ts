import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { database } from "../db/client";
import { emails } from "../db/schema/emails";
import { now } from "../db/time";

/** For how many seconds the oldest queued email has waited; 0 if none does. Reads one entry of an index per kind. */
export async function readQueueAge(): Promise<number> {
  const ages = await Promise.all((["customer", "system"] as const).map(ageOf));
  return Math.max(0, ...ages);
}

async function ageOf(kind: "customer" | "system"): Promise<number> {
  const [oldest] = await database()
    .select({ age: sql<number>`extract(epoch from ${now} - ${emails.createdAt})`.mapWith(Number) })
    .from(emails)
    .where(sql`${eq(emails.kind, kind)} and ${emails.status} = 'queued'`)
    .orderBy(asc(emails.createdAt))
    .limit(1);
  return oldest?.age ?? 0;
}
