import "server-only";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { StopReason } from "../contracts/auto-topup";
import { loadAccount } from "../credits/account";
import type { Executor } from "../db/client";
import { emails } from "../db/schema/emails";
import { customers } from "../db/schema/identity";
import { env } from "../env";
import { AutoTopUpStoppedMail } from "../mails/auto-topup-stopped";
import { renderMail } from "../mails/render";
import { ownTags } from "../resend/tags";

interface Stopped {
  reason: StopReason;
  detail: string | null;
  cardBrand: string;
  cardLastFour: string;
}

/**
 * Writes the mail that says that auto top-up has stopped, in the transaction that stopped it. It takes the same road as
 * every email, costs nothing, and goes first.
 */
export async function tellAutoTopUpStopped(
  tx: Executor,
  customerId: string,
  stopped: Stopped,
): Promise<void> {
  const [customer] = await tx
    .select({ to: customers.email })
    .from(customers)
    .where(eq(customers.id, customerId));
  if (!customer) return;
  const { available } = await loadAccount(customerId, tx);
  const { to } = customer;
  const id = uuidv7();
  const subject = "Auto top-up has stopped";
  const mail = await renderMail(
    AutoTopUpStoppedMail({
      reason: stopped.reason,
      detail: stopped.detail,
      card: `${stopped.cardBrand} ending in ${stopped.cardLastFour}`,
      available,
      billingUrl: `${env().BASE_URL}/dashboard/billing`,
    }),
  );
  const payload = {
    from: env().EMAIL_FROM,
    to: [to],
    subject,
    ...mail,
    tags: ownTags({ customerId, emailId: id }),
  };
  await tx.insert(emails).values({
    customerId,
    id,
    kind: "system",
    credits: 0,
    to: [to],
    envelope: { from: payload.from, cc: [], bcc: [], replyTo: [] },
    subject,
    payload: JSON.stringify(payload),
    availableAfter: available,
  });
}
