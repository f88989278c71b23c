import "server-only";
import { eq } from "drizzle-orm";
import type { AlertLadder } from "../contracts/alert-levels";
import { thresholdAt } from "../contracts/alert-levels";
import type { AlertSettings, AlertSettingsView } from "../contracts/alerts";
import { database, type Executor, transaction } from "../db/client";
import { alertSettings } from "../db/schema/alerts";
import { creditAccounts } from "../db/schema/credits";
import { now } from "../db/time";
import { listPeople, type Person } from "../members/people";
import { loadAccount } from "./account";
import { levelOf } from "./alert-ladder";
import { chosenLadder, planPercent } from "./ladder-choice";
import { readMailSettings } from "./mail-settings";

/** What a customer has chosen about alerts, and between what and whom they may choose. */
export async function readAlertSettings(customerId: string): Promise<AlertSettingsView> {
  const db = database();
  const [account, levels, mails, people] = await Promise.all([
    loadAccount(customerId),
    planPercent(db, customerId).then((percent) => chosenLadder(db, customerId, percent)),
    readMailSettings(db, customerId),
    listPeople(customerId),
  ]);
  const chosen = known(mails.userIds, people);
  return {
    levels,
    mails: {
      low_balance: mails.lowBalance,
      expiring_credits: mails.expiringCredits,
      receipts: mails.receipts,
    },
    recipients: chosen.length > 0 ? chosen : null,
    account_email: account.email,
    people: people.map(({ userId, email, name }) => ({ user_id: userId, email, name })),
  };
}

/**
 * Saves what a customer has chosen, and answers what holds now. People who do not belong to the account are left out. A
 * level that is reached because it was moved is not told of: whoever moved it has the number before them.
 */
export async function saveAlertSettings(
  customerId: string,
  { levels, mails, recipients }: AlertSettings,
): Promise<AlertSettingsView> {
  const chosen = known(recipients, await listPeople(customerId));
  const row = {
    lowBalance: mails.low_balance,
    expiringCredits: mails.expiring_credits,
    receipts: mails.receipts,
    userIds: chosen.length > 0 ? chosen : null,
    updatedAt: now,
  };
  await transaction(async (tx) => {
    await tx
      .insert(alertSettings)
      .values({ customerId, ...row })
      .onConflictDoUpdate({ target: alertSettings.customerId, set: row });
    await moveLevels(tx, customerId, levels);
  });
  return readAlertSettings(customerId);
}

async function moveLevels(tx: Executor, customerId: string, alertLadder: AlertLadder): Promise<void> {
  // Locked, so that no send changes the numbers between this look at them and the level that follows from it.
  await tx.select().from(creditAccounts).where(eq(creditAccounts.customerId, customerId)).for("update");
  const account = await loadAccount(customerId, tx);
  const { allowance, available } = account;
  const { low } = alertLadder;
  const lowThreshold = allowance !== null && low.on ? thresholdAt(allowance, low.percent) : null;
  const hasHadCredits = account.balanceRoseAt !== null;
  const alertLevel = levelOf({ allowance, available, lowThreshold, alertLadder, hasHadCredits });
  await tx
    .update(creditAccounts)
    .set({
      alertLadder,
      lowThreshold,
      alertLevel,
      ...(alertLevel !== account.alertLevel && { alertedAt: account.now }),
    })
    .where(eq(creditAccounts.customerId, customerId));
}

/** Of these users those who are people of the account. */
function known(userIds: readonly string[] | null, people: readonly Person[]): string[] {
  return people.map(({ userId }) => userId).filter((userId) => userIds?.includes(userId));
}
