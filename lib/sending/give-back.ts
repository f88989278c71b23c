import "server-only";
import { releaseCredits } from "../credits/account";
import type { Executor } from "../db/client";
import { emails } from "../db/schema/emails";
import { takeBackUse } from "../keys/budget";

/** What has to be known of an email to give back what it was to cost. */
export const costColumns = {
  customerId: emails.customerId,
  credits: emails.credits,
  keyId: emails.apiKeyId,
  acceptedAt: emails.createdAt,
};
interface Cost {
  customerId: string;
  credits: number;
  keyId: string | null;
  acceptedAt: Date;
}

/** Gives back the holds of emails that are definitely not sent, and what they took of their key's budget. */
export async function giveBack(tx: Executor, costs: readonly Cost[]): Promise<void> {
  for (const { customerId, credits } of costs) if (credits > 0) await releaseCredits(tx, customerId, credits);
  await takeBackUse(
    tx,
    costs.flatMap(({ keyId, ...cost }) => (keyId ? [{ ...cost, keyId }] : [])),
  );
}
