import "server-only";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { database, transaction } from "../db/client";
import { emails } from "../db/schema/emails";
import { now } from "../db/time";
import type { EmailRef } from "../resend/tags";
import { costColumns, giveBack } from "./give-back";

/** What became of a change to a scheduled email. `too-late`: it is on its way, or was never scheduled. */
export type ScheduleChange = "done" | "not-found" | "too-late";

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
      .set({ status: "canceled", files: null, settledAt: now })
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
