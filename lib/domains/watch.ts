import "server-only";
import { and, sql } from "drizzle-orm";
import { database } from "../db/client";
import { type DomainRow, domains } from "../db/schema/api";
import { now } from "../db/time";
import { log } from "../log";
import { perProcess } from "../per-process";
import { pauseLeftMs } from "../providers/line";
import type { Next } from "../pump";
import { removeResendDomain } from "../resend/domains";
import { findOurs } from "./find-ours";
import { readAnew } from "./refresh";
import { dropDomain, isRegistered } from "./rows";

/** Looks of one process follow each other no faster: sends share Resend's ten requests a second with them. */
const PACE_MS = 500;
/** A look that failed, or whose process died, is made again this much later. */
const RETRY = "60 seconds";
const DAY = "1 day";
/** A claim that nobody has taken up again for this long is undone. */
const CLAIM_IDLE = "10 minutes";

/** While Resend looks for the records, every 30 s at first and every 5 min in the end; after 72 h as all others. */
const isAwaited = sql`(${domains.status} = 'pending' and ${domains.createdAt} > ${now} - interval '72 hours')`;
const interval = sql`case when ${isAwaited}
  then least(interval '5 minutes', greatest(interval '30 seconds', (${now} - ${domains.createdAt}) / 20))
  else ${DAY}::interval end`;
/** News marks a domain by taking away the time of its last look. */
const isDue = sql`(case when ${domains.resendId} is null
  then ${domains.checkedAt} < ${now} - ${CLAIM_IDLE}::interval
  else coalesce(${domains.checkedAt} < ${now} - ${interval}, true) end)`;

/** The next domain to look at: pending ones, those of which Resend had news, each one daily, and claims left behind. */
export async function nextDomainLook(): Promise<Next> {
  if ((await findDue()).length === 0) return null;
  const pace = perProcess("domains-pace", () => ({ lastMs: Number.NEGATIVE_INFINITY }));
  const waitMs = Math.max(pace.lastMs + PACE_MS - performance.now(), await pauseLeftMs("resend"));
  if (waitMs > 0) return { againInMs: waitMs };
  const row = await claimLook();
  if (!row) return null;
  pace.lastMs = performance.now();
  return async () => {
    await (isRegistered(row) ? readAnew(row) : undo(row));
    return null;
  };
}

/** The domain that has waited longest. There are few domains, and this reads all of them. */
const findDue = () =>
  database()
    .select({ customerId: domains.customerId, id: domains.id })
    .from(domains)
    .where(isDue)
    .orderBy(sql`${domains.checkedAt} nulls first`)
    .limit(1);

/** Takes that domain. It is due again by itself soon if nothing is written down for it. */
async function claimLook(): Promise<DomainRow | null> {
  const due = findDue().for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(domains)
    .set({
      checkedAt: sql`case when ${domains.resendId} is null then ${now} - ${CLAIM_IDLE}::interval + ${RETRY}::interval
        when ${isAwaited} then ${now} else ${now} - ${DAY}::interval + ${RETRY}::interval end`,
    })
    .where(and(sql`(${domains.customerId}, ${domains.id}) = (${due})`, isDue))
    .returning();
  return claimed ?? null;
}

/**
 * Whoever claimed this name was told that it failed, or nothing at all: it is free again, here and at Resend. Returns
 * false if Resend can't be asked just now.
 */
export async function undo(claim: DomainRow): Promise<boolean> {
  const found = await findOurs(claim);
  const removed = found.kind === "ours" ? await removeResendDomain(found.resendId) : found;
  // What is not there, or was not made for this claim, needs no undoing.
  if (!["done", "missing", "none", "foreign"].includes(removed.kind)) return false;
  await dropDomain(claim);
  log.info("A claim to a domain was undone that nobody finished", { customerId: claim.customerId });
  return true;
}
