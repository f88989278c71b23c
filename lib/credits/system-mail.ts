import "server-only";
import { eq } from "drizzle-orm";
import type { ReactElement } from "react";
import { v7 as uuidv7 } from "uuid";
import type { Executor } from "../db/client";
import { emails } from "../db/schema/emails";
import { customers } from "../db/schema/identity";
import { env } from "../env";
import { renderMail } from "../mails/render";
import { listPeople } from "../members/people";
import { ownTags } from "../resend/tags";
import type { MailSettings } from "./mail-settings";

interface SystemMail {
  customerId: string;
  subject: string;
  body: ReactElement;
  /** Credits that are left, as far as the caller knows. */
  available: number;
}

/**
 * Writes a mail of MailKit's own to those who the customer has chosen, one each, so that an address that refuses it keeps it
 * from nobody else. In the transaction of what it tells of. It takes the same road as every email, costs nothing, and goes first.
 */
export async function writeSystemMail(
  tx: Executor,
  mail: SystemMail,
  { userIds }: MailSettings,
): Promise<void> {
  const { customerId, subject, available } = mail;
  const addresses = await findAddresses(tx, customerId, userIds);
  if (addresses.length === 0) return;
  const bodies = await renderMail(mail.body);
  const { EMAIL_FROM: from, SUPPORT_EMAIL: support } = env();
  const replyTo = support ? [support] : [];
  const rows = addresses.map((address) => {
    const id = uuidv7();
    const payload = {
      from,
      to: [address],
      ...(support && { reply_to: replyTo }),
      subject,
      ...bodies,
      tags: ownTags({ customerId, emailId: id }),
    };
    return {
      customerId,
      id,
      kind: "system",
      credits: 0,
      to: [address],
      envelope: { from, cc: [], bcc: [], replyTo },
      subject,
      payload: JSON.stringify(payload),
      availableAfter: available,
    };
  });
  await tx.insert(emails).values(rows);
}

/** The chosen people who are still there; the account's own address if none were chosen, or all have left. */
async function findAddresses(tx: Executor, customerId: string, userIds: string[] | null): Promise<string[]> {
  const people = userIds === null ? [] : await listPeople(customerId, tx);
  const chosen = people.filter(({ userId }) => userIds?.includes(userId)).map(({ email }) => email);
  if (chosen.length > 0) return [...new Set(chosen)];
  const [account] = await tx
    .select({ email: customers.email })
    .from(customers)
    .where(eq(customers.id, customerId));
  return account ? [account.email] : [];
}

/** An address of MailKit's own, for the button of a mail. */
export const linkTo = (path: `/${string}`) => `${env().BASE_URL}${path}`;
