import "server-only";
import { and, inArray } from "drizzle-orm";
import type { Executor } from "../db/client";
import { emails } from "../db/schema/emails";
import type { DeliveryEvent } from "../resend/news";
import type { EmailRef } from "../resend/tags";

/** An email whose row is locked, as far as its events need it. */
export type LockedEmail = Awaited<ReturnType<typeof lockEmails>>[number];

/** One message about it. */
export interface DeliveryNews {
  messageId: string;
  email: LockedEmail;
  event: DeliveryEvent & { occurredAt: Date };
}

/** The emails as far as they exist, locked in one order, so that nobody who does so waits in a circle. */
export async function lockEmails(tx: Executor, refs: readonly EmailRef[]) {
  if (refs.length === 0) return [];
  return tx
    .select({
      customerId: emails.customerId,
      id: emails.id,
      kind: emails.kind,
      status: emails.status,
      resendId: emails.resendId,
      cause: emails.cause,
      dispatchId: emails.dispatchId,
      to: emails.to,
      envelope: emails.envelope,
      subject: emails.subject,
      templateId: emails.templateId,
      createdAt: emails.createdAt,
      lastEvent: emails.lastEvent,
      lastEventAt: emails.lastEventAt,
    })
    .from(emails)
    .where(
      and(
        inArray(emails.customerId, [...new Set(refs.map(({ customerId }) => customerId))]),
        inArray(
          emails.id,
          refs.map(({ emailId }) => emailId),
        ),
      ),
    )
    .orderBy(emails.customerId, emails.id)
    .for("update");
}
