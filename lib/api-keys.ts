import "server-only";
import type { CreatedKey, CreateKeyRequest, Key, KeyList, UpdateKeyRequest } from "./contracts/keys";
import type { ApiKeyList } from "./contracts/resend/api-keys";
import type { ListParams } from "./contracts/resend/list-params";
import { AppError } from "./errors";
import type { ApiKey } from "./keys/find-key";
import { listKeyDomains, listKeys, listLiveKeys, readKey } from "./keys/list";
import { createKey, noSuchKey, revokeKey, updateKey } from "./keys/manage";

/** The one door to API keys, but for finding out whose a request's is (`keys/find-key.ts`). */

/** On whose account, and with which key; null if a person does it who is signed in. */
interface Actor {
  customerId: string;
  key: ApiKey | null;
}

/** A customer's keys with what is spent of their budgets, and the domains that a new one can be bound to. */
export async function getKeys(customerId: string): Promise<KeyList> {
  const [data, domains] = await Promise.all([listKeys(customerId), listKeyDomains(customerId)]);
  return { data, domains };
}

/** Makes a key and shows it, the only time. Throws InvalidInput, `wrong_state`, `restricted_api_key`. */
export async function createApiKey(actor: Actor, request: CreateKeyRequest): Promise<CreatedKey> {
  requireUnbounded(actor.key);
  const { id, token } = await createKey(actor.customerId, request);
  return { key: await requireKey(actor.customerId, id), token };
}

/** Changes a key's name or budgets. Throws `not_found`, also for another customer's; `restricted_api_key`. */
export async function updateApiKey(actor: Actor, keyId: string, changes: UpdateKeyRequest): Promise<Key> {
  requireUnbounded(actor.key);
  await updateKey(actor.customerId, keyId, changes);
  return requireKey(actor.customerId, keyId);
}

/** Ends a key from the next request on. Throws `not_found`, also for another customer's; `restricted_api_key`. */
export async function revokeApiKey(actor: Actor, keyId: string): Promise<Key> {
  if (actor.key?.id !== keyId) requireUnbounded(actor.key);
  await revokeKey(actor.customerId, keyId);
  return requireKey(actor.customerId, keyId);
}

/** The keys that can be used, as Resend's SDKs read them. */
export async function listApiKeys(customerId: string, page: ListParams): Promise<ApiKeyList> {
  const { keys, hasMore } = await listLiveKeys(customerId, page);
  return {
    object: "list",
    has_more: hasMore,
    data: keys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      created_at: createdAt.toISOString(),
      last_used_at: lastUsedAt?.toISOString() ?? null,
    })),
  };
}

async function requireKey(customerId: string, keyId: string): Promise<Key> {
  const key = await readKey(customerId, keyId);
  if (key) return key;
  throw noSuchKey();
}

/**
 * Nothing is worth a budget or an expiry if the key that has one can make another without. So such a key manages none
 * but itself, which it may end. Throws `restricted_api_key`.
 */
function requireUnbounded(key: ApiKey | null): void {
  if (!key || (key.dailyCredits === null && key.monthlyCredits === null && key.expiresAt === null)) return;
  throw new AppError(
    "restricted_api_key",
    "This API key has a budget or an expiry, so it can't manage API keys. Use the dashboard, or a key without them.",
  );
}
