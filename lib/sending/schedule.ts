import "server-only";
import { and, eq, inArray, isNotNull, min, sql } from "drizzle-orm";
import { database, transaction } from "../db/client";
import { emails } from "../db/schema/emails";
import { now } from "../db/time";
import type { Next } from "../pump";
import type { EmailRef } from "../resend/tags";
import { costColumns, giveBack } from "./give-back";

/** What became of a change to a scheduled email. `too-late`: it is on its way, or was never scheduled. */
export type ScheduleChange = "done" | "not-found" | "too-late";

/** Due emails that are put into the queue by one statement. */
const RELEASED_AT_ONCE_MAX = 500;
/** Looked for this often while something is scheduled, so that a time is kept to the second. */
const LOOK_EVERY_MS = 1_000;

/** As long as no call carries it, a scheduled email can be changed, also one that is due and waits for its turn. */
const isChangeable = (ref: EmailRef) =>
  and(isThis(ref), inArray(emails.status, ["scheduled", "queued"]), isNotNull(emails.scheduledAt));
const isThis = ({ customerId, emailId }: EmailRef) =>
  and(eq(emails.customerId, customerId), eq(emails.id, emailId), eq(emails.kind, "customer"));

/** Gives a scheduled email another time. */
export async function rescheduleEmail(ref: EmailRef, at: Date): Promise<ScheduleChange> {
  const changed = await database()
    .update(emails)
    .set({ status: "scheduled", scheduledAt: at })
    .where(isChangeable(ref))
    .returning({ id: emails.id });
  return changed.length > 0 ? "done" : whyNot(ref);
}

/** Calls a scheduled email off and gives its hold back. */
export async function cancelEmail(ref: EmailRef): Promise<ScheduleChange> {
  return transaction(async (tx) => {
    const [canceled] = await tx
      .update(emails)
      .set({ status: "canceled", settledAt: now })
      .where(isChangeable(ref))
      .returning(costColumns);
    if (!canceled) return whyNot(ref);
    await giveBack(tx, [canceled]);
    return "done";
  });
}

async function whyNot(ref: EmailRef): Promise<ScheduleChange> {
  const found = await database().select({ id: emails.id }).from(emails).where(isThis(ref));
  return found.length > 0 ? "too-late" : "not-found";
}

/** Puts emails whose time has come into the queue. `onDue` is called if there were any. */
export async function nextDue(onDue: () => void): Promise<Next> {
  const due = await database()
    .update(emails)
    .set({ status: "queued" })
    .where(
      and(
        eq(emails.status, "scheduled"),
        sql`(${emails.customerId}, ${emails.id}) in (select customer_id, id from emails
          where status = 'scheduled' and scheduled_at <= ${now} order by scheduled_at limit ${RELEASED_AT_ONCE_MAX}
          for update skip locked)`,
      ),
    )
    .returning({ id: emails.id });
  if (due.length > 0) {
    onDue();
    return async () => null;
  }
  const [next] = await database()
    .select({ at: min(emails.scheduledAt) })
    .from(emails)
    .where(eq(emails.status, "scheduled"));
  return next?.at ? { againInMs: LOOK_EVERY_MS } : null;
}
