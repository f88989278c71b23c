import "server-only";
import { and, count, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { KEYS_MAX } from "../contracts/key-rules";
import type { CreateKeyRequest, UpdateKeyRequest } from "../contracts/keys";
import { database, type Executor, transaction } from "../db/client";
import { apiKeys, domains } from "../db/schema/api";
import { customers } from "../db/schema/identity";
import { now } from "../db/time";
import { AppError, InvalidInput } from "../errors";
import { isLive } from "./list";
import { hashToken, makeToken } from "./token";

const LAST_CHARS = 4;

/**
 * Makes a key. Its token is returned here and known nowhere else afterwards. Throws InvalidInput for a domain that is
 * not the customer's and an expiry that has passed, `wrong_state` at the most keys that a customer may have.
 */
export async function createKey(
  customerId: string,
  request: CreateKeyRequest,
): Promise<{ id: string; token: string }> {
  const id = uuidv7();
  const token = makeToken();
  await transaction(async (tx) => {
    await requireRoom(tx, customerId);
    await requireDomain(tx, customerId, request.domain_id ?? null);
    const expiresAt = request.expires_at ? new Date(request.expires_at) : null;
    await requireFuture(tx, expiresAt);
    await tx.insert(apiKeys).values({
      customerId,
      id,
      name: request.name,
      tokenHash: hashToken(token),
      lastFour: token.slice(-LAST_CHARS),
      permission: request.permission,
      domainId: request.domain_id ?? null,
      dailyCredits: request.daily_credits ?? null,
      monthlyCredits: request.monthly_credits ?? null,
      expiresAt,
    });
  });
  return { id, token };
}

/** Changes a key that can be used. Throws `not_found`, also for another customer's. */
export async function updateKey(customerId: string, keyId: string, changes: UpdateKeyRequest): Promise<void> {
  const updated = await database()
    .update(apiKeys)
    .set({
      name: changes.name,
      dailyCredits: changes.daily_credits,
      monthlyCredits: changes.monthly_credits,
    })
    .where(and(eq(apiKeys.customerId, customerId), eq(apiKeys.id, keyId), isLive))
    .returning({ id: apiKeys.id });
  if (updated.length === 0) throw noSuchKey();
}

/**
 * Ends a key: the next request with it is refused. Revoking it again changes nothing, so that a lost answer can be
 * asked for once more. Throws `not_found`, also for another customer's.
 */
export async function revokeKey(customerId: string, keyId: string): Promise<void> {
  const revoked = await database()
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${now})` })
    .where(and(eq(apiKeys.customerId, customerId), eq(apiKeys.id, keyId)))
    .returning({ id: apiKeys.id });
  if (revoked.length === 0) throw noSuchKey();
}

export const noSuchKey = () => new AppError("not_found", "There is no API key with this id.");

/** The customer stays locked until the key is there, so that parallel requests are counted one after the other. */
async function requireRoom(tx: Executor, customerId: string): Promise<void> {
  await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId)).for("update");
  const [live] = await tx
    .select({ count: count() })
    .from(apiKeys)
    .where(and(eq(apiKeys.customerId, customerId), isLive));
  if (live && live.count >= KEYS_MAX)
    throw new AppError(
      "wrong_state",
      `You have ${KEYS_MAX} API keys, the most there can be. Revoke one first.`,
    );
}

async function requireDomain(tx: Executor, customerId: string, domainId: string | null): Promise<void> {
  if (domainId === null) return;
  const found = await tx
    .select({ id: domains.id })
    .from(domains)
    .where(and(eq(domains.customerId, customerId), eq(domains.id, domainId)));
  if (found.length === 0)
    throw new InvalidInput([{ pointer: "/domain_id", detail: "You have no domain with this id." }]);
}

async function requireFuture(tx: Executor, expiresAt: Date | null): Promise<void> {
  if (expiresAt === null) return;
  const { rows } = await tx.execute<{ is_future: boolean }>(
    sql`select ${expiresAt.toISOString()}::timestamptz > ${now} as is_future`,
  );
  if (!rows[0]?.is_future)
    throw new InvalidInput([{ pointer: "/expires_at", detail: "Give a time in the future." }]);
}
