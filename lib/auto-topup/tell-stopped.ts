import "server-only";
import type { StopReason } from "../contracts/auto-topup";
import { loadAccount } from "../credits/account";
import { readMailSettings } from "../credits/mail-settings";
import { linkTo, writeSystemMail } from "../credits/system-mail";
import type { Executor } from "../db/client";
import { AutoTopUpStoppedMail } from "../mails/auto-topup-stopped";

interface Stopped {
  reason: StopReason;
  detail: string | null;
  cardBrand: string;
  cardLastFour: string;
}

/** Writes the mail that says that auto top-up has stopped, in the transaction that stopped it. */
export async function tellAutoTopUpStopped(
  tx: Executor,
  customerId: string,
  stopped: Stopped,
): Promise<void> {
  const { available } = await loadAccount(customerId, tx);
  const body = AutoTopUpStoppedMail({
    reason: stopped.reason,
    detail: stopped.detail,
    card: `${stopped.cardBrand} ending in ${stopped.cardLastFour}`,
    available,
    billingUrl: linkTo("/dashboard/billing"),
  });
  const settings = await readMailSettings(tx, customerId);
  await writeSystemMail(tx, { customerId, subject: "Auto top-up has stopped", body, available }, settings);
}
