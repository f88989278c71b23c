import "server-only";
import { and, count, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database, type Executor, transaction } from "../db/client";
import { type DomainRow, domains } from "../db/schema/api";
import { customers } from "../db/schema/identity";
import { now } from "../db/time";
import { byKey, type DomainKey, isRegistered, type Registered } from "./rows";

/** More than a product needs; each costs the operator a place in their account at Resend. */
export const DOMAINS_PER_CUSTOMER_MAX = 10;
/** Whoever registers a domain is done with it in less time than this, or has died. */
const REGISTERING_LEASE = "2 minutes";
/** As long as Resend looks for the records. After that a name that its claimant did not verify is anybody's. */
const UNVERIFIED_KEEPS_FOR = "72 hours";

/** What became of an attempt to claim a name. Only with `claimed` is it the caller's. */
export type Claim =
  /** `isResumed`: an earlier attempt may have got as far as registering it. */
  | { kind: "claimed"; row: DomainRow; isResumed: boolean }
  /** It was another customer's for 72 hours, who did not verify it. What they never registered, the engine undoes. */
  | { kind: "stale"; holder: Registered }
  | { kind: "exists"; isOwn: boolean }
  /** Another request of the same customer registers it at this moment. */
  | { kind: "busy" }
  | { kind: "full" };

interface Holder {
  row: DomainRow;
  isBusy: boolean;
  isStale: boolean;
}

/** Who holds the name, and what may be done about it. Pure; `insert` and `resume` are for the caller to do. */
function decideClaim(
  customerId: string,
  holder: Holder | null,
  owned: number,
): Exclude<Claim, { kind: "claimed" }> | { kind: "insert" } | { kind: "resume"; row: DomainRow } {
  if (holder?.row.customerId === customerId) {
    if (holder.row.resendId !== null) return { kind: "exists", isOwn: true };
    return holder.isBusy ? { kind: "busy" } : { kind: "resume", row: holder.row };
  }
  if (holder && !holder.isStale) return { kind: "exists", isOwn: false };
  if (owned >= DOMAINS_PER_CUSTOMER_MAX) return { kind: "full" };
  if (!holder) return { kind: "insert" };
  return isRegistered(holder.row) ? { kind: "stale", holder: holder.row } : { kind: "exists", isOwn: false };
}

/**
 * Claims a name for a customer, before Resend is asked: the table knows a name once, so of several who want it one has
 * it. What is claimed and not registered is seen by nobody, and is taken up again by its claimant's next attempt.
 */
export async function claimName(
  customerId: string,
  wanted: Pick<DomainRow, "name" | "region" | "tls">,
): Promise<Claim> {
  return transaction(async (tx) => {
    // One attempt of a customer at a time, or two would both be the tenth.
    await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId)).for("update");
    const decision = decideClaim(
      customerId,
      await findHolder(tx, wanted.name),
      await countOf(tx, customerId),
    );
    if (decision.kind === "insert") {
      const [row] = await tx
        .insert(domains)
        .values({ customerId, id: uuidv7(), ...wanted, checkedAt: now })
        .onConflictDoNothing()
        .returning();
      return row ? { kind: "claimed", row, isResumed: false } : { kind: "exists", isOwn: false };
    }
    if (decision.kind !== "resume") return decision;
    const [row] = await tx
      .update(domains)
      .set({ ...wanted, checkedAt: now })
      .where(and(byKey(decision.row), isNull(domains.resendId)))
      .returning();
    return row ? { kind: "claimed", row, isResumed: true } : { kind: "busy" };
  });
}

/** Lets the next attempt begin at once. The claim stays, because Resend may have the domain already. */
export async function releaseClaim(key: DomainKey): Promise<void> {
  await database()
    .update(domains)
    .set({ checkedAt: sql`${now} - ${REGISTERING_LEASE}::interval` })
    .where(and(byKey(key), isNull(domains.resendId)));
}

/** Takes a name from a customer who still has not verified it. Resend must not have it any more. */
export async function dropStale(key: DomainKey): Promise<void> {
  await database()
    .delete(domains)
    .where(and(byKey(key), isNull(domains.verifiedAt)));
}

async function findHolder(tx: Executor, name: string): Promise<Holder | null> {
  const [found] = await tx
    .select({
      row: domains,
      isBusy: sql<boolean>`coalesce(${domains.checkedAt} > ${now} - ${REGISTERING_LEASE}::interval, false)`,
      isStale: sql<boolean>`${domains.resendId} is not null and ${domains.verifiedAt} is null and ${domains.createdAt} < ${now} - ${UNVERIFIED_KEEPS_FOR}::interval`,
    })
    .from(domains)
    .where(eq(domains.name, name));
  return found ?? null;
}

async function countOf(tx: Executor, customerId: string): Promise<number> {
  const [counted] = await tx
    .select({ domains: count() })
    .from(domains)
    .where(eq(domains.customerId, customerId));
  return counted?.domains ?? 0;
}
