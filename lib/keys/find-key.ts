import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { coalesce } from "../coalesce";
import type { Permission } from "../contracts/key-rules";
import { database } from "../db/client";
import { apiKeys, domains } from "../db/schema/api";
import { creditAccounts } from "../db/schema/credits";
import { customers } from "../db/schema/identity";
import { now } from "../db/time";
import { log } from "../log";
import { hasSuppressions } from "../suppressions/has-suppressions";
import { hashToken, looksLikeToken } from "./token";

/** A key as far as a request needs it. */
export interface ApiKey {
  id: string;
  permission: Permission;
  /** The one domain that it may send from; null for any of the customer's. */
  domain: string | null;
  dailyCredits: number | null;
  monthlyCredits: number | null;
  expiresAt: Date | null;
}

/** Whose key it is, and what every answer or send needs to know of them. */
export interface KeyHolder {
  key: ApiKey;
  customerId: string;
  customerEmail: string;
  /** Credits that can be spent; null if Dodo was never asked. */
  available: number | null;
  /** Whether the customer has a suppression list at all. */
  hasSuppressions: boolean;
}

export type KeyLookup = KeyHolder | "unknown" | "revoked" | "expired";

const KEYS_PER_QUERY_MAX = 500;
/** Last use is shown to people, to the minute. */
const NOTE_USE_AFTER = "1 minute";

/** Who a key belongs to, asked of the database for every request: a revoked key is refused from the next one on. */
export async function findKey(token: string): Promise<KeyLookup> {
  return looksLikeToken(token) ? lookUp(hashToken(token)) : "unknown";
}

const lookUp: (tokenHash: string) => Promise<KeyLookup> = coalesce({
  max: KEYS_PER_QUERY_MAX,
  load: lookUpAll,
  mayBeOneKeysFault: () => false,
});

async function lookUpAll(hashes: string[]): Promise<KeyLookup[]> {
  const rows = await readRows(hashes);
  const found = new Map(rows.map((row) => [row.key.tokenHash, toLookup(row)]));
  const wasUsed = (hash: string) => typeof found.get(hash) === "object";
  noteUse(rows.flatMap(({ key, isUseToBeNoted }) => (isUseToBeNoted ? key.tokenHash : [])).filter(wasUsed));
  return hashes.map((hash) => found.get(hash) ?? "unknown");
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

async function readRows(hashes: string[]) {
  return database()
    .select({
      key: apiKeys,
      domain: domains.name,
      email: customers.email,
      balance: creditAccounts.balance,
      held: creditAccounts.held,
      hasSuppressions: hasSuppressions(apiKeys.customerId),
      isDeleting: sql<boolean>`${customers.deletingAt} is not null`,
      isExpired: sql<boolean>`coalesce(${apiKeys.expiresAt} <= ${now}, false)`,
      isUseToBeNoted: sql<boolean>`coalesce(${apiKeys.lastUsedAt} < ${now} - ${NOTE_USE_AFTER}::interval, true)`,
    })
    .from(apiKeys)
    .innerJoin(customers, eq(customers.id, apiKeys.customerId))
    .innerJoin(creditAccounts, eq(creditAccounts.customerId, apiKeys.customerId))
    .leftJoin(domains, and(eq(domains.customerId, apiKeys.customerId), eq(domains.id, apiKeys.domainId)))
    .where(inArray(apiKeys.tokenHash, [...new Set(hashes)]));
}

function toLookup(row: Row): KeyLookup {
  const { key, domain, email, balance, held, isExpired, hasSuppressions } = row;
  if (key.revokedAt) return "revoked";
  // With its account a key ends at once, long before its row goes.
  if (row.isDeleting) return "revoked";
  // A key for a domain that is gone may send from nowhere; it must not become one for all domains.
  if (isExpired || (key.domainId !== null && domain === null)) return "expired";
  return {
    key: {
      id: key.id,
      permission: key.permission === "full_access" ? "full_access" : "sending_access",
      domain,
      dailyCredits: key.dailyCredits,
      monthlyCredits: key.monthlyCredits,
      expiresAt: key.expiresAt,
    },
    customerId: key.customerId,
    customerEmail: email,
    available: balance === null ? null : balance - held,
    hasSuppressions,
  };
}

/** Nobody waits for it, and a use that is not noted costs a line on a screen. */
function noteUse(hashes: string[]): void {
  if (hashes.length === 0) return;
  database()
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(inArray(apiKeys.tokenHash, hashes))
    .catch((error) => log.warn("The use of a key could not be noted", { error }));
}
