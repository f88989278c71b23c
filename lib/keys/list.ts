import "server-only";
import { and, asc, desc, eq, getTableColumns, gt, lt, type SQL, sql } from "drizzle-orm";
import type { Key } from "../contracts/keys";
import { permissionSchema } from "../contracts/keys";
import type { ListParams } from "../contracts/resend/list-params";
import { database } from "../db/client";
import { apiKeys, domains } from "../db/schema/api";
import { now } from "../db/time";
import { type KeyUse, readUse } from "./budget";

/** Keys that ended are listed for this long, so that whoever wonders why a program stopped finds out. */
const ENDED_SHOWN_FOR = "30 days";
/** Bounds the list: someone could make and revoke any number of keys in 30 days. */
const LISTED_MAX = 200;

/** True for a key that was neither revoked nor has expired. */
export const isLive: SQL = sql`(${apiKeys.revokedAt} is null and coalesce(${apiKeys.expiresAt} > ${now}, true))`;

/** Every column but the hash, which only a request's authentication needs. */
const { tokenHash: _, ...columns } = getTableColumns(apiKeys);
const ended = sql`coalesce(least(${apiKeys.revokedAt}, ${apiKeys.expiresAt}), 'infinity')`;

/** All of a customer's keys that can be used, newest first, then those that ended in the last 30 days. */
export async function listKeys(customerId: string): Promise<Key[]> {
  return readKeys(customerId, sql`${ended} > ${now} - ${ENDED_SHOWN_FOR}::interval`);
}

/** One of a customer's keys, ended or not; null if there is none by this id. */
export async function readKey(customerId: string, keyId: string): Promise<Key | null> {
  const [key] = await readKeys(customerId, eq(apiKeys.id, keyId));
  return key ?? null;
}

/** The domains that a key can be bound to. */
export async function listKeyDomains(customerId: string): Promise<{ id: string; name: string }[]> {
  return database()
    .select({ id: domains.id, name: domains.name })
    .from(domains)
    .where(eq(domains.customerId, customerId))
    .orderBy(asc(domains.name));
}

async function readKeys(customerId: string, which: SQL): Promise<Key[]> {
  const rows = await database()
    .select({
      ...columns,
      domain: domains.name,
      isExpired: sql<boolean>`coalesce(${apiKeys.expiresAt} <= ${now}, false)`,
    })
    .from(apiKeys)
    .leftJoin(domains, and(eq(domains.customerId, apiKeys.customerId), eq(domains.id, apiKeys.domainId)))
    .where(and(eq(apiKeys.customerId, customerId), which))
    .orderBy(desc(isLive), desc(apiKeys.id))
    .limit(LISTED_MAX);
  const used = await readUse(
    database(),
    rows.map(({ id }) => ({ customerId, keyId: id })),
  );
  return rows.map((row) => toKey(row, used.get(row.id) ?? { today: 0, month: 0 }));
}

type Row = Omit<typeof apiKeys.$inferSelect, "tokenHash"> & { domain: string | null; isExpired: boolean };

function toKey(row: Row, used: KeyUse): Key {
  return {
    id: row.id,
    name: row.name,
    masked_token: `mk_…${row.lastFour}`,
    permission: permissionSchema.parse(row.permission),
    status: statusOf(row),
    domain: row.domain,
    daily_credits: row.dailyCredits,
    monthly_credits: row.monthlyCredits,
    used_today: used.today,
    used_this_month: used.month,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    expires_at: row.expiresAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}

/** As `findKey` would answer. */
function statusOf({ revokedAt, isExpired, domainId, domain }: Row): Key["status"] {
  if (revokedAt) return "revoked";
  if (isExpired) return "expired";
  return domainId !== null && domain === null ? "no_domain" : "active";
}

/** What Resend's SDKs read of a key. */
export interface LiveKey {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** A page of the keys that can be used, newest first, and whether there are more in the direction of the page. */
export async function listLiveKeys(
  customerId: string,
  { limit, after, before }: ListParams,
): Promise<{ keys: LiveKey[]; hasMore: boolean }> {
  // Ids are made in the order of time, so they order the list and say where a page begins.
  const rows = await database()
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.customerId, customerId),
        isLive,
        after === undefined ? undefined : lt(apiKeys.id, after),
        before === undefined ? undefined : gt(apiKeys.id, before),
      ),
    )
    .orderBy(before === undefined ? desc(apiKeys.id) : asc(apiKeys.id))
    .limit(limit + 1);
  const keys = rows.slice(0, limit);
  if (before !== undefined) keys.reverse();
  return { keys, hasMore: rows.length > limit };
}
