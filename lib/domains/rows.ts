import "server-only";
import { and, asc, desc, eq, gt, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { ListParams } from "../contracts/resend/list-params";
import { database } from "../db/client";
import { type DomainRow, domains } from "../db/schema/api";
import { now } from "../db/time";
import type { WholeDomain } from "../resend/domain-answer";

/** A domain by its whole key. */
export type DomainKey = Pick<DomainRow, "customerId" | "id">;

/** A domain that Resend has. Until then a row is only a claim to its name, and nobody sees it. */
export type Registered = DomainRow & { resendId: string };

export const byKey = ({ customerId, id }: DomainKey): SQL | undefined =>
  and(eq(domains.customerId, customerId), eq(domains.id, id));

export const isRegistered = (row: DomainRow): row is Registered => row.resendId !== null;

/** One of a customer's domains; null if it is not theirs. */
export async function findDomain(customerId: string, id: string): Promise<Registered | null> {
  const [row] = await database().select().from(domains).where(byKey({ customerId, id }));
  return row && isRegistered(row) ? row : null;
}

/** A page of a customer's domains, newest first. Ids rise with time, so they are the order. */
export async function findDomains(
  customerId: string,
  { limit, after, before }: ListParams,
): Promise<{ rows: DomainRow[]; hasMore: boolean }> {
  const rows = await database()
    .select()
    .from(domains)
    .where(
      and(
        eq(domains.customerId, customerId),
        isNotNull(domains.resendId),
        after ? lt(domains.id, after) : undefined,
        before ? gt(domains.id, before) : undefined,
      ),
    )
    .orderBy(before ? asc(domains.id) : desc(domains.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { rows: before ? page.reverse() : page, hasMore: rows.length > limit };
}

/**
 * Writes down what Resend says of a domain, as of now. Returns the row as it is then; null if it is gone meanwhile, or
 * has come to stand for another domain of Resend's.
 */
export async function storeDomain(
  key: DomainKey,
  { domain, records }: WholeDomain,
): Promise<Registered | null> {
  const { id: resendId, status, region, openTracking, clickTracking } = domain;
  const [row] = await database()
    .update(domains)
    .set({
      resendId,
      status,
      region,
      records,
      openTracking,
      clickTracking,
      checkedAt: now,
      ...(status === "verified" ? { verifiedAt: sql`coalesce(${domains.verifiedAt}, ${now})` } : {}),
    })
    .where(and(byKey(key), sql`coalesce(${domains.resendId}, ${resendId}) = ${resendId}`))
    .returning();
  return row && isRegistered(row) ? row : null;
}

/** Resend has it no more (its operator removed it): it can't be sent from, and only its owner may take it off the list. */
export async function storeMissing(key: DomainKey): Promise<void> {
  await database().update(domains).set({ status: "failed", checkedAt: now }).where(byKey(key));
}

/** Gives the name up. */
export async function dropDomain(key: DomainKey): Promise<void> {
  await database().delete(domains).where(byKey(key));
}
