import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "../db/client";
import { idempotencyKeys } from "../db/schema/emails";

/** True if the key names an email already. */
export async function isKeyClaimed(customerId: string, key: string): Promise<boolean> {
  const [claim] = await database()
    .select({ emailId: idempotencyKeys.emailId })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.customerId, customerId), eq(idempotencyKeys.key, key)));
  return claim !== undefined;
}
