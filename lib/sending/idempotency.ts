import "server-only";
import { lt, sql } from "drizzle-orm";
import { database } from "../db/client";
import { idempotencyKeys } from "../db/schema/emails";

/** A key names its email for at least 24 hours; twice that is kept. */
const KEEP = "48 hours";

/** Forgets old keys. */
export async function pruneIdempotencyKeys(): Promise<void> {
  await database()
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`clock_timestamp() - ${KEEP}::interval`));
}
