import "server-only";
import { and, eq, lt, sql } from "drizzle-orm";
import { database } from "../db/client";
import { emails, idempotencyKeys } from "../db/schema/emails";

/** A key names its email for at least 24 hours, and as long as the email is on its way. */
const KEEP = "48 hours";

/** Forgets old keys. */
export async function pruneIdempotencyKeys(): Promise<void> {
  await database()
    .delete(idempotencyKeys)
    .where(
      and(
        lt(idempotencyKeys.createdAt, sql`clock_timestamp() - ${KEEP}::interval`),
        sql`not exists (select 1 from ${emails} where ${emails.customerId} = ${idempotencyKeys.customerId}
          and ${emails.id}::text in (select ${idempotencyKeys.emailId}::text
            union all select jsonb_array_elements_text(${idempotencyKeys.batch} -> 'emailIds')) and ${emails.status} in ('queued', 'sending'))`,
      ),
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
