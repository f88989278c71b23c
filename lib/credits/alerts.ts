import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { LowBalanceMail } from "../../emails/low-balance";
import { renderMail } from "../../emails/render";
import { catalogue } from "../catalogue";
import type { Executor } from "../db/client";
import { creditAccounts } from "../db/schema/credits";
import { emails } from "../db/schema/emails";
import { customers } from "../db/schema/identity";
import { env } from "../env";
import { ownTags } from "../resend/tags";
import { publishCrossing } from "./credit-events";
import { type AlertLevel, alertDue, creditStatus } from "./status";

/** What an UPDATE of the account must return, so that a crossing is seen without another query. */
export const crossingColumns = {
  customerId: creditAccounts.customerId,
  balance: creditAccounts.balance,
  held: creditAccounts.held,
  allowance: creditAccounts.allowance,
  lowThreshold: creditAccounts.lowThreshold,
  balanceRoseAt: creditAccounts.balanceRoseAt,
  alertLevel: creditAccounts.alertLevel,
  changedAt: sql<Date>`clock_timestamp()`.mapWith(creditAccounts.balanceAsOf),
};
type Crossing = Pick<
  typeof creditAccounts.$inferSelect,
  Exclude<keyof typeof crossingColumns, "changedAt">
> & { changedAt: Date };

/**
 * Writes the mail and the webhooks that warn a customer, once per level until the balance rises again. Called in the
 * transaction that changed the numbers, so the crossing and its warnings are one fact. The mail takes the same road as
 * every email, costs nothing, and goes first.
 */
export async function alertOnCrossing(tx: Executor, account: Crossing): Promise<void> {
  const { customerId, lowThreshold, balanceRoseAt } = account;
  const available = (account.balance ?? 0) - account.held;
  const status = creditStatus({ available, lowThreshold, hasHadCredits: balanceRoseAt !== null });
  const level = alertDue(status, toAlertLevel(account.alertLevel));
  if (level === null) return;
  const raised = await tx
    .update(creditAccounts)
    .set({ alertLevel: level })
    .where(and(eq(creditAccounts.customerId, customerId), eq(creditAccounts.alertLevel, account.alertLevel)))
    .returning({ customerId: creditAccounts.customerId });
  if (raised.length === 0) return;
  await writeAlertMail(tx, customerId, level, Math.max(0, available));
  await publishCrossing(tx, account, level);
}

async function writeAlertMail(
  tx: Executor,
  customerId: string,
  level: "low" | "empty",
  available: number,
): Promise<void> {
  const [customer] = await tx
    .select({ to: customers.email })
    .from(customers)
    .where(eq(customers.id, customerId));
  if (!customer) return;
  const { to } = customer;
  const id = uuidv7();
  const subject =
    level === "low"
      ? `${available.toLocaleString("en")} email credits left`
      : "Sending is stopped: no email credits left";
  const mail = await renderMail(
    LowBalanceMail({
      level,
      available,
      topupCredits: catalogue.topup.credits,
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

function toAlertLevel(stored: string): AlertLevel {
  return stored === "low" || stored === "empty" ? stored : "none";
}
