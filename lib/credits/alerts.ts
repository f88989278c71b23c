import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { catalogue } from "../catalogue";
import type { Executor } from "../db/client";
import { creditAccounts } from "../db/schema/credits";
import { LowBalanceMail } from "../mails/low-balance";
import { decideAlert, levelOf, toAlertLevel } from "./alert-ladder";
import { publishCrossing } from "./credit-events";
import { readMailSettings } from "./mail-settings";
import { linkTo, writeSystemMail } from "./system-mail";

/** What an UPDATE of the account must return, so that a crossing is seen without another query. */
export const crossingColumns = {
  customerId: creditAccounts.customerId,
  balance: creditAccounts.balance,
  held: creditAccounts.held,
  allowance: creditAccounts.allowance,
  lowThreshold: creditAccounts.lowThreshold,
  alertLadder: creditAccounts.alertLadder,
  balanceRoseAt: creditAccounts.balanceRoseAt,
  alertLevel: creditAccounts.alertLevel,
  changedAt: sql<Date>`clock_timestamp()`.mapWith(creditAccounts.balanceAsOf),
};
type Crossing = Pick<
  typeof creditAccounts.$inferSelect,
  Exclude<keyof typeof crossingColumns, "changedAt">
> & { changedAt: Date };

/**
 * Tells a customer that their credits have come to another level, by mail and by webhook, once per level until the balance
 * rises above it again. Called in the transaction that changed the numbers, so the crossing and its warnings are one fact.
 * `hasRisen`: credits have arrived with this change.
 */
export async function alertOnCrossing(tx: Executor, account: Crossing, hasRisen = false): Promise<void> {
  const { customerId, changedAt } = account;
  const available = (account.balance ?? 0) - account.held;
  const level = levelOf({ ...account, available, hasHadCredits: account.balanceRoseAt !== null });
  const before = toAlertLevel(account.alertLevel);
  const { told, tell } = decideAlert(level, before, hasRisen);
  if (told === before) return;
  const raised = await tx
    .update(creditAccounts)
    .set({ alertLevel: told, ...(tell && { alertedAt: changedAt }) })
    .where(and(eq(creditAccounts.customerId, customerId), eq(creditAccounts.alertLevel, account.alertLevel)))
    .returning({ customerId: creditAccounts.customerId });
  if (raised.length === 0 || tell === null) return;
  await writeAlertMail(tx, customerId, tell, Math.max(0, available));
  await publishCrossing(tx, account, tell);
}

type Told = NonNullable<ReturnType<typeof decideAlert>["tell"]>;

/** That sending has stopped is told to everybody, whatever they have chosen. */
async function writeAlertMail(
  tx: Executor,
  customerId: string,
  level: Told,
  available: number,
): Promise<void> {
  const settings = await readMailSettings(tx, customerId);
  if (level !== "empty" && !settings.lowBalance) return;
  const body = LowBalanceMail({
    level,
    available,
    topupCredits: catalogue.topup.credits,
    billingUrl: linkTo("/dashboard/billing"),
  });
  await writeSystemMail(tx, { customerId, subject: subjectOf(level, available), body, available }, settings);
}

function subjectOf(level: Told, available: number): string {
  const left = `${available.toLocaleString("en")} email credit${available === 1 ? "" : "s"} left`;
  if (level === "low") return left;
  if (level === "very_low") return `Only ${left}`;
  return level === "critical" ? `Almost out: ${left}` : "Sending is stopped: no email credits left";
}
