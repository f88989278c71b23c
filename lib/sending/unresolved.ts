import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { database, type Executor, transaction } from "../db/client";
import { dispatches, emails } from "../db/schema/emails";
import { now } from "../db/time";
import { publishEmails } from "../outgoing/publish-emails";
import type { EmailRef } from "../resend/tags";
import { closeDispatches, findProven, lockDispatches, type Proof, settleAsTaken } from "./evidence";
import { costColumns, giveBack } from "./give-back";

/** An email of which nobody knows whether it was sent. Its credits are held. */
export type UnresolvedEmail = Awaited<ReturnType<typeof listUnresolved>>[number];

const isUnresolved = eq(emails.status, "unresolved");

/** What the sender reads of an email that an operator found not to be sent. */
const NOT_SENT = "Our mail provider never took it.";

interface UnresolvedQuery {
  limit: number;
  /** Only the one with this id. */
  emailId?: string;
  /** Only those of this call. */
  dispatchId?: string;
}

/** Unresolved emails of all customers, those that have waited longest first. */
export async function listUnresolved({ limit, emailId, dispatchId }: UnresolvedQuery) {
  return database()
    .select({
      customerId: emails.customerId,
      emailId: emails.id,
      to: emails.to,
      subject: emails.subject,
      credits: emails.credits,
      acceptedAt: emails.createdAt,
      unresolvedSince: emails.settledAt,
      /** When the call that may have sent it was made for the first time. */
      calledAt: dispatches.createdAt,
      reason: dispatches.lastError,
    })
    .from(emails)
    .leftJoin(dispatches, eq(dispatches.id, emails.dispatchId))
    .where(
      and(
        isUnresolved,
        emailId ? eq(emails.id, emailId) : undefined,
        dispatchId ? eq(emails.dispatchId, dispatchId) : undefined,
      ),
    )
    .orderBy(asc(emails.settledAt))
    .limit(limit);
}

/** The unresolved email with this id, whosever it is; null if there is none. */
export async function findUnresolved(emailId: string): Promise<UnresolvedEmail | null> {
  const [email] = await listUnresolved({ limit: 1, emailId });
  return email ?? null;
}

/** Counts the email as sent; it is captured as usual. Returns false if somebody else has settled it. */
export async function settleAsSent(proof: Proof): Promise<boolean> {
  return transaction((tx) => settleAsSentIn(tx, proof));
}

/** The same in a transaction of the caller's. */
export async function settleAsSentIn(tx: Executor, proof: Proof): Promise<boolean> {
  const found = await findProven(tx, [proof]);
  return (await settleAsTaken(tx, [proof], found)).length > 0;
}

/** Counts the email as failed and gives its hold back. Returns false if somebody else has settled it. */
export async function settleAsNotSent(ref: EmailRef): Promise<boolean> {
  return transaction((tx) => settleAsNotSentIn(tx, ref));
}

/** The same in a transaction of the caller's. */
export async function settleAsNotSentIn(tx: Executor, { customerId, emailId }: EmailRef): Promise<boolean> {
  const dispatchIds = await lockDispatches(tx, await findProven(tx, [{ customerId, emailId }]));
  const [failed] = await tx
    .update(emails)
    .set({ status: "failed", cause: NOT_SENT, files: null, settledAt: now })
    .where(and(eq(emails.customerId, customerId), eq(emails.id, emailId), isUnresolved))
    .returning(costColumns);
  if (!failed) return false;
  await giveBack(tx, [failed]);
  await publishEmails(tx, [{ customerId, emailId }], [{ id: emailId, status: "failed" }]);
  await closeDispatches(tx, dispatchIds);
  return true;
}

/**
 * An email of the same customer that Resend took after it was called for this one the last time, by its id there: what
 * Resend's list has before it includes what is looked for. Null if there is none.
 */
export async function findLaterEmail({
  customerId,
  unresolvedSince,
}: UnresolvedEmail): Promise<string | null> {
  const [later] = await database()
    .select({ resendId: emails.resendId })
    .from(emails)
    .where(
      and(
        eq(emails.customerId, customerId),
        sql`${emails.createdAt} > ${unresolvedSince?.toISOString() ?? null}::timestamptz`,
        sql`${emails.resendId} is not null`,
      ),
    )
    .orderBy(asc(emails.createdAt))
    .limit(1);
  return later?.resendId ?? null;
}
