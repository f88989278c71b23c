import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { dispatches, emails } from "../db/schema/emails";
import { now } from "../db/time";
import { publishEmails } from "../outgoing/publish-emails";
import type { EmailRef } from "../resend/tags";
import type { Standing } from "./email-row";
import { asSent } from "./settle";

/** Resend has the email, under this id: its own answer never said so, or has not yet. */
export interface Proof extends EmailRef {
  resendId: string;
}

/** An email that a proof is about, as it stood before. */
export type Proven = Standing & { dispatchId: string | null };

/** From each of these an email may turn out to have been taken. One that counts as failed was given back. */
const OPEN_STATUSES = ["queued", "sending", "unresolved"];

/** True if a proof would settle the email. */
export const isOpen = ({ status }: Pick<Proven, "status">) => OPEN_STATUSES.includes(status);

/** The emails that the proofs are about, as far as they exist. */
export async function findProven(tx: Executor, refs: readonly EmailRef[]): Promise<Proven[]> {
  if (refs.length === 0) return [];
  return tx
    .select({ ...standing, dispatchId: emails.dispatchId })
    .from(emails)
    .where(areThese(refs));
}

const standing = { id: emails.id, status: emails.status, resendId: emails.resendId, cause: emails.cause };

const areThese = (refs: readonly EmailRef[]) =>
  and(
    inArray(emails.customerId, [...new Set(refs.map(({ customerId }) => customerId))]),
    inArray(
      emails.id,
      refs.map(({ emailId }) => emailId),
    ),
  );

/**
 * Counts the emails as sent, one proof each, whatever became of the call that sent them; they are captured as usual.
 * `found` are their rows. Returns those that were not settled yet.
 */
export async function settleAsTaken(
  tx: Executor,
  proofs: readonly Proof[],
  found: readonly Proven[],
): Promise<Standing[]> {
  const dispatchIds = await lockDispatches(tx, found);
  const settled = await tx
    .update(emails)
    .set(asSent(proofs))
    .where(and(areThese(proofs), inArray(emails.status, OPEN_STATUSES)))
    .returning(standing);
  await closeDispatches(tx, dispatchIds);
  await publishEmails(tx, proofs, settled);
  return settled;
}

/** Before the emails and in one order, as whoever drives a dispatch does it, so that nobody waits in a circle. */
export async function lockDispatches(
  tx: Executor,
  of: readonly Pick<Proven, "dispatchId">[],
): Promise<string[]> {
  const ids = [...new Set(of.flatMap(({ dispatchId }) => dispatchId ?? []))].sort();
  if (ids.length > 0)
    await tx
      .select({ id: dispatches.id })
      .from(dispatches)
      .where(inArray(dispatches.id, ids))
      .orderBy(dispatches.id)
      .for("update");
  return ids;
}

/** A call whose emails are all settled needs no answer any more. */
export async function closeDispatches(tx: Executor, dispatchIds: readonly string[]): Promise<void> {
  if (dispatchIds.length === 0) return;
  await tx
    .update(dispatches)
    .set({ state: "done", settledAt: now })
    .where(
      sql`${inArray(dispatches.id, [...dispatchIds])} and ${inArray(dispatches.state, ["open", "unresolved"])}
        and not exists (
          select 1 from jsonb_array_elements(${dispatches.members}) as member
          join emails on emails.customer_id = (member ->> 'customerId')::uuid and emails.id = (member ->> 'emailId')::uuid
          where emails.dispatch_id = ${dispatches.id} and emails.status in ('sending', 'unresolved'))`,
    );
}
