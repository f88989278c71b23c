import "server-only";
import { eq } from "drizzle-orm";
import type { Executor } from "../db/client";
import { alertSettings } from "../db/schema/alerts";

/** Which mails a customer wants, and who gets them. */
export type MailSettings = Pick<
  typeof alertSettings.$inferSelect,
  "lowBalance" | "expiringCredits" | "receipts" | "userIds"
>;

const DEFAULTS: MailSettings = { lowBalance: true, expiringCredits: true, receipts: true, userIds: null };

/** What a customer has chosen, or what holds for those who have chosen nothing. */
export async function readMailSettings(tx: Executor, customerId: string): Promise<MailSettings> {
  const [chosen] = await tx.select().from(alertSettings).where(eq(alertSettings.customerId, customerId));
  return chosen ?? DEFAULTS;
}
