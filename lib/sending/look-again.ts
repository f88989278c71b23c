import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { database } from "../db/client";
import { dispatches } from "../db/schema/emails";
import { inMs, now } from "../db/time";
import { log } from "../log";
import type { Next } from "../pump";
import { lookForEmails } from "./look";
import { listUnresolved, settleAsSent } from "./unresolved";

const LOOK_EVERY_MS = 24 * 60 * 60 * 1000;
/** What four looks did not find, only an operator can tell. */
const LOOK_FOR = "5 days";
/** A call has at most a hundred emails. */
const MEMBERS_MAX = 100;

const isDue = () =>
  and(
    eq(dispatches.state, "unresolved"),
    sql`${dispatches.leaseUntil} <= ${now}`,
    sql`${dispatches.createdAt} > ${now} - ${LOOK_FOR}::interval`,
  );

/** The next call of unknown outcome to look for. `onFound` hears that emails may be to be paid for. */
export async function nextLook(onFound: () => void): Promise<Next> {
  const dispatchId = await claimLook();
  if (!dispatchId) return null;
  return async () => {
    await lookAgain(dispatchId);
    onFound();
    return null;
  };
}

/** Takes a call of unknown outcome whose emails are to be looked for; null if there is none. */
async function claimLook(): Promise<string | null> {
  const due = database()
    .select({ id: dispatches.id })
    .from(dispatches)
    .where(isDue())
    .orderBy(asc(dispatches.leaseUntil))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(dispatches)
    .set({ leaseUntil: inMs(LOOK_EVERY_MS) })
    .where(and(sql`${dispatches.id} = (${due})`, isDue()))
    .returning({ id: dispatches.id });
  return claimed?.id ?? null;
}

/** Looks for the emails of a call at Resend. What is found counts as sent; about the rest nothing is known still. */
async function lookAgain(dispatchId: string): Promise<void> {
  const emails = await listUnresolved({ limit: MEMBERS_MAX, dispatchId });
  const { proofs, trouble } = await lookForEmails(emails);
  for (const proof of proofs) await settleAsSent(proof);
  const left = emails.length - proofs.length;
  log[left > 0 ? "warn" : "info"](
    `Of the ${emails.length} emails of a call of unknown outcome, ${proofs.length} were found at Resend`,
    { dispatchId, provider: "resend", reason: trouble ?? undefined },
  );
}
