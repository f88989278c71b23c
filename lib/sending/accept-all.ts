import "server-only";
import { asc, inArray, sql } from "drizzle-orm";
import { alertOnCrossing, crossingColumns } from "../credits/alerts";
import type { Executor } from "../db/client";
import { creditAccounts } from "../db/schema/credits";
import { idempotencyKeys } from "../db/schema/emails";
import { addUse, readUse } from "../keys/budget";
import type { Acceptance, Candidate } from "./candidate";
import { decideHolds, type MirroredAccount } from "./decide-holds";
import { storeEmails } from "./store-emails";

/**
 * Accepts requests of any customers in the running transaction: claims their keys, decides what the balances allow,
 * holds the credits, stores the emails. Answers in the order of the candidates.
 *
 * The accounts are locked while it is decided, in the order of their ids, so that parallel transactions wait for each
 * other instead of overspending or locking each other out.
 */
export async function acceptAll(tx: Executor, candidates: Candidate[]): Promise<Acceptance[]> {
  const earlier = await claimKeys(tx, candidates);
  const fresh = candidates.filter((candidate) => !earlier.has(candidate));
  const accounts = await lockAccounts(tx, fresh);
  const decided = decideHolds(accounts, fresh, await readUse(tx, fresh.flatMap(limitedKey)));
  const accepted = fresh.filter((candidate) => decided.get(candidate)?.kind === "accepted");
  await releaseKeys(
    tx,
    fresh.filter((candidate) => decided.get(candidate)?.kind !== "accepted"),
  );
  if (accepted.length > 0) {
    await hold(tx, accepted);
    await addUse(tx, accepted.flatMap(keyUse));
    await storeEmails(
      tx,
      accepted.map((candidate) => [candidate, availableAfter(decided.get(candidate))]),
    );
  }
  const refusedIds = new Map(
    fresh.filter((candidate) => !accepted.includes(candidate)).map((one) => [one.emailId, decided.get(one)]),
  );
  return candidates.map((candidate) => {
    const acceptance = withRefusedOwner(earlier.get(candidate), refusedIds) ?? decided.get(candidate);
    if (!acceptance) throw new Error("A request was neither accepted nor refused");
    return acceptance;
  });
}

/**
 * Of two requests with one key in the same call, the second is a repetition of the first. If that was not accepted, there
 * is nothing to repeat: the same request gets the same decision, another one tries again.
 */
function withRefusedOwner(
  earlier: Acceptance | undefined,
  refused: ReadonlyMap<string, Acceptance | undefined>,
): Acceptance | undefined {
  if (earlier?.kind !== "replayed" && earlier?.kind !== "mismatch") return earlier;
  const owners = refused.get(earlier.emailId);
  if (!owners) return earlier;
  return earlier.kind === "replayed" ? owners : { kind: "stale" };
}

const limitedKey = ({ customerId, key }: Candidate) =>
  key && (key.dailyCredits !== null || key.monthlyCredits !== null) ? [{ customerId, keyId: key.id }] : [];
const keyUse = ({ customerId, key, credits }: Candidate) =>
  key ? [{ customerId, keyId: key.id, credits }] : [];
const hasKey = (candidate: Candidate) => candidate.idempotencyKey !== null;

/**
 * Claims the keys, and returns what the ones say that were claimed before. A claim by a transaction that still runs is
 * waited for; if that one is rolled back, the key is ours.
 */
async function claimKeys(tx: Executor, candidates: Candidate[]): Promise<Map<Candidate, Acceptance>> {
  const keyed = candidates.filter(hasKey).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  if (keyed.length === 0) return new Map();
  const rows = keyed.map(({ customerId, idempotencyKey, requestHash, emailId, batch }) => ({
    customerId,
    key: idempotencyKey ?? "",
    requestHash,
    emailId,
    batch,
  }));
  await tx.insert(idempotencyKeys).values(rows).onConflictDoNothing();
  const owners = await tx
    .select()
    .from(idempotencyKeys)
    .where(
      sql`(${idempotencyKeys.customerId}, ${idempotencyKeys.key}) in (select * from unnest(${sql.param(rows.map((row) => row.customerId))}::uuid[], ${sql.param(rows.map((row) => row.key))}::text[]))`,
    );
  const byKey = new Map(owners.map((owner) => [`${owner.customerId} ${owner.key}`, owner]));
  const earlier = new Map<Candidate, Acceptance>();
  for (const candidate of keyed) {
    const owner = byKey.get(keyOf(candidate));
    if (!owner) throw new Error("An Idempotency-Key was forgotten while it was claimed");
    if (owner.emailId === candidate.emailId) continue;
    const { emailId, batch } = owner;
    const isSame = owner.requestHash === candidate.requestHash;
    earlier.set(candidate, isSame ? { kind: "replayed", emailId, batch } : { kind: "mismatch", emailId });
  }
  return earlier;
}

const keyOf = (candidate: Candidate) => `${candidate.customerId} ${candidate.idempotencyKey}`;

/** A request that was not accepted leaves no trace, so its key is free for the next try. */
async function releaseKeys(tx: Executor, refused: Candidate[]): Promise<void> {
  const ids = refused.filter(hasKey).map((candidate) => candidate.emailId);
  const customers = customersOf(refused.filter(hasKey));
  if (ids.length === 0) return;
  await tx
    .delete(idempotencyKeys)
    .where(
      sql`${inArray(idempotencyKeys.customerId, customers)} and ${inArray(idempotencyKeys.emailId, ids)}`,
    );
}

async function lockAccounts(tx: Executor, candidates: Candidate[]): Promise<Map<string, MirroredAccount>> {
  if (candidates.length === 0) return new Map();
  const rows = await tx
    .select({
      customerId: creditAccounts.customerId,
      balance: creditAccounts.balance,
      held: creditAccounts.held,
      quota: creditAccounts.quota,
      isStale: sql<boolean>`${creditAccounts.staleSince} is not null`,
      isBeingCaptured: sql<boolean>`${creditAccounts.openCaptureId} is not null`,
      ageMs: sql<number | null>`extract(epoch from clock_timestamp() - ${creditAccounts.balanceAsOf}) * 1000`,
    })
    .from(creditAccounts)
    .where(inArray(creditAccounts.customerId, customersOf(candidates)))
    .orderBy(asc(creditAccounts.customerId))
    .for("update");
  return new Map(
    rows.map((row) => [row.customerId, { ...row, ageMs: row.ageMs === null ? null : Number(row.ageMs) }]),
  );
}

async function hold(tx: Executor, accepted: Candidate[]): Promise<void> {
  const customers = customersOf(accepted);
  const credits = customers.map((customerId) =>
    accepted.reduce(
      (sum, candidate) => sum + (candidate.customerId === customerId ? candidate.credits : 0),
      0,
    ),
  );
  const own = sql`(${sql.param(credits)}::int[])[array_position(${sql.param(customers)}::uuid[], ${creditAccounts.customerId})]`;
  const held = await tx
    .update(creditAccounts)
    .set({
      held: sql`${creditAccounts.held} + ${own}`,
      quota: sql`${creditAccounts.quota} - ${own}`,
    })
    .where(inArray(creditAccounts.customerId, customers))
    .returning(crossingColumns);
  for (const account of held) await alertOnCrossing(tx, account);
}

const availableAfter = (acceptance?: Acceptance) =>
  acceptance?.kind === "accepted" ? acceptance.available : 0;

const customersOf = (candidates: Candidate[]) =>
  [...new Set(candidates.map((candidate) => candidate.customerId))].sort();
