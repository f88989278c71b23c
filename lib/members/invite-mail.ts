import "server-only";
import { createElement } from "react";
import { catalogue } from "../catalogue";
import { withArticle } from "../contracts/roles";
import { env } from "../env";
import { InviteMail } from "../mails/invite";
import { renderMail } from "../mails/render";
import { deliverNow } from "../resend/deliver-now";
import { type FreshInvite, hashToken, INVITE_DAYS, noteSent } from "./invites";

/** Characters of a line of a mail's head; a longer name would be cut somewhere else. */
const NAME_CHARS_MAX = 60;

/**
 * Mails an invite. It is not stored on its way: its token must not lie in a table. Throws ProviderUnavailable and
 * `email_refused`; the invite is open then all the same, and can be sent again.
 */
export async function mailInvite(
  customerId: string,
  invite: FreshInvite,
  from: { accountName: string; inviter: string },
): Promise<void> {
  const accountName = oneLine(from.accountName);
  const mail = await renderMail(
    createElement(InviteMail, {
      url: `${env().BASE_URL}/invite?${new URLSearchParams({ token: invite.token })}`,
      accountName,
      invitedBy: from.inviter,
      role: withArticle(invite.role),
      days: INVITE_DAYS,
    }),
  );
  await deliverNow({
    ...mail,
    to: invite.email,
    subject: `Join ${accountName} on ${catalogue.productName}`,
    idempotencyKey: `invite-${hashToken(invite.token)}`,
  });
  await noteSent(customerId, invite.id);
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > NAME_CHARS_MAX ? `${line.slice(0, NAME_CHARS_MAX - 1)}…` : line;
}
