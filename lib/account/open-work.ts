import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "../db/client";
import { emails, STATE_OF_EMAIL } from "../db/schema/emails";
import { now } from "../db/time";
import { cancelEmail } from "../sending/schedule";

const SCHEDULED_PER_STEP = 100;
/**
 * What stays unknown, or can't be paid because credits were taken away at Dodo, is waited for no longer than this. An
 * email that is still to be sent is waited for however long it takes: it was accepted.
 */
const WAIT_FOR_MONEY = "7 days";
/** As in `departure.ts`: a request that had passed the door may still have been storing an email. */
const QUIET = "1 minute";

/** By the index of a customer's states, or each look would go through all their emails. What is queued has its own. */
const inState = (state: "scheduled" | "sending" | "unresolved") =>
  sql`${STATE_OF_EMAIL} = ${state} and status <> 'queued'`;

/** Calls scheduled emails off and gives their credits back. Returns whether there were any. */
export async function cancelSomeScheduled(customerId: string): Promise<boolean> {
  const scheduled = await database()
    .select({ emailId: emails.id })
    .from(emails)
    .where(and(eq(emails.customerId, customerId), inState("scheduled")))
    .limit(SCHEDULED_PER_STEP);
  for (const { emailId } of scheduled) await cancelEmail({ customerId, emailId });
  return scheduled.length > 0;
}

/** Whether emails of the account are still to be sent or paid for. */
export async function hasOpenWork(customerId: string): Promise<boolean> {
  const { rows } = await database().execute<{ is_open: boolean }>(sql`
    select deleting_at > ${now} - ${QUIET}::interval
      or exists (select from emails where customer_id = ${customerId} and status = 'queued')
      or exists (select from emails where customer_id = ${customerId} and ${inState("scheduled")})
      or exists (select from emails where customer_id = ${customerId} and ${inState("sending")})
      or (deleting_at > ${now} - ${WAIT_FOR_MONEY}::interval and (
        exists (select from emails where customer_id = ${customerId} and ${inState("unresolved")})
        or exists (select from emails where customer_id = ${customerId} and status = 'sent' and capture_id is null and credits > 0)
        or exists (select from captures where customer_id = ${customerId} and state = 'open'))) as is_open
    from customers where id = ${customerId}`);
  return rows[0]?.is_open ?? false;
}
