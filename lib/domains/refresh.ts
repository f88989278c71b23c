import "server-only";
import { and, sql } from "drizzle-orm";
import { database } from "../db/client";
import { domains } from "../db/schema/api";
import { now } from "../db/time";
import { type Patience, readResendDomain } from "../resend/domains";
import { byKey, findDomain, isRegistered, type Registered, storeDomain, storeMissing } from "./rows";

/** What is younger than this is shown as it is, so that watching a domain costs six requests a minute at the most. */
const FRESH_FOR = "10 seconds";
/** Who looks at a domain would rather see what was known last than wait. */
const IMPATIENT: Patience = { permitMs: 1_000, answerMs: 4_000 };

/** A domain as Resend has it, or as it was when Resend could be asked last. */
export async function refreshDomain(row: Registered): Promise<Registered> {
  const [claimed] = await database()
    .update(domains)
    .set({ checkedAt: now })
    .where(and(byKey(row), sql`coalesce(${domains.checkedAt} < ${now} - ${FRESH_FOR}::interval, true)`))
    .returning();
  if (!claimed || !isRegistered(claimed)) return row;
  const isRead = await readAnew(claimed, IMPATIENT);
  // News that was not read stays news.
  if (!isRead && row.checkedAt === null)
    await database().update(domains).set({ checkedAt: null }).where(byKey(row));
  return (await findDomain(row.customerId, row.id)) ?? row;
}

/** Reads a domain from Resend and writes down what it says. Returns false if it could not be asked. */
export async function readAnew(row: Registered, patience?: Patience): Promise<boolean> {
  const answer = await readResendDomain(row.resendId, patience);
  if (answer.kind === "done") await storeDomain(row, answer.value);
  if (answer.kind === "missing") await storeMissing(row);
  return answer.kind === "done" || answer.kind === "missing";
}
