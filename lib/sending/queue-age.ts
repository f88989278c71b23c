import "server-only";
import { sql } from "drizzle-orm";
import { database } from "../db/client";
import { pausedCustomers } from "../tenants/paused";

/** Scheduled emails stand among the oldest when they are due, and have not waited; behind so many of them is one that has. */
const LOOKED_AT_MAX = 1_000;

/**
 * For how many seconds the oldest queued email that could leave has waited; 0 if none does. One of a customer who is paused
 * waits for an operator, and a scheduled one has waited since it was due. Reads a few entries of an index per kind.
 */
export async function readQueueAge(): Promise<number> {
  const ages = await Promise.all([ageOf("customer"), ageOf("system")]);
  return Math.max(0, ...ages);
}

async function ageOf(kind: "customer" | "system"): Promise<number> {
  // MailKit's own mails to a paused customer leave like all others.
  const mayLeave = kind === "customer" ? sql`and customer_id not in ${pausedCustomers}` : sql``;
  const { rows } = await database().execute<{ age: string | null }>(sql`
    select extract(epoch from clock_timestamp() - min(since)) as age from (
      select coalesce(scheduled_at, created_at) as since from emails
      where kind = ${kind} and status = 'queued' ${mayLeave}
      order by created_at limit ${LOOKED_AT_MAX}
    ) as oldest`);
  return Number(rows[0]?.age ?? 0);
}
