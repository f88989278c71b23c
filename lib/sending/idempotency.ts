import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "../db/client";
import { deleteOld } from "../db/delete-old";
import { emails, idempotencyKeys } from "../db/schema/emails";
import { nowOnce } from "../db/time";

/** A key names its email for at least 24 hours, and as long as the email is on its way. */
const KEEP = "48 hours";

/** Forgets old keys. */
export async function pruneIdempotencyKeys(): Promise<void> {
  // The emails are looked up one by one, by their key: the customer may have millions.
  const isOnItsWay = sql`exists (
    select 1 from (select ${idempotencyKeys.emailId} as id
      union all select jsonb_array_elements_text(${idempotencyKeys.batch} -> 'emailIds')::uuid) as named
    cross join lateral (select status from ${emails}
      where ${emails.customerId} = ${idempotencyKeys.customerId} and ${emails.id} = named.id) as email
    where email.status in ('queued', 'sending'))`;
  await deleteOld(
    idempotencyKeys,
    sql`${idempotencyKeys.createdAt} < ${nowOnce} - ${KEEP}::interval and not ${isOnItsWay}`,
    sql`${idempotencyKeys.createdAt}`,
  );
}

/** True if the key names an email already. */
export async function isKeyClaimed(customerId: string, key: string): Promise<boolean> {
  const [claim] = await database()
    .select({ emailId: idempotencyKeys.emailId })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.customerId, customerId), eq(idempotencyKeys.key, key)));
  return claim !== undefined;
}
