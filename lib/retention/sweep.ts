import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { database } from "../db/client";
import { retentionRuns } from "../db/schema/operations";
import { inMs, now } from "../db/time";
import { log } from "../log";
import { perProcess } from "../per-process";
import type { Next } from "../pump";
import { RULES } from "./rules";

/** How often each rule is looked at once nothing is left to do. */
const EVERY_MS = 60 * 60 * 1000;
/** Longer than a batch takes. Whoever died over one is followed by another process then. */
const LEASE_MS = 60_000;

/**
 * The next batch of what is too old to be kept; null if nothing is due. All instances share the rows of `retention_runs`, so
 * of each rule one batch runs at a time, by whoever comes first; and after each there is a rest as long as it took.
 */
export async function nextRemoval(): Promise<Next> {
  await haveRows();
  const claimed = await claim();
  const rule = RULES.find(({ name }) => name === claimed?.name);
  if (!claimed || !rule) return null;
  return async () => {
    const startedAtMs = performance.now();
    const { rows, isMore, position = null } = await rule.removeSome(claimed.position);
    if (rows > 0) log.debug("What was too old was removed", { reason: `${rows} ${rule.name}` });
    const restMs = performance.now() - startedAtMs;
    await database()
      .update(retentionRuns)
      .set({ nextAt: inMs(isMore ? restMs : EVERY_MS), position, finishedAt: now })
      .where(eq(retentionRuns.name, rule.name));
    return isMore ? restMs : null;
  };
}

/** Rules come and go with versions: each has its row once somebody knows it. */
async function haveRows(): Promise<void> {
  const known = perProcess("retention-rows", () => ({ areThere: false }));
  if (known.areThere) return;
  await database()
    .insert(retentionRuns)
    .values(RULES.map(({ name }) => ({ name })))
    .onConflictDoNothing();
  known.areThere = true;
}

async function claim(): Promise<{ name: string; position: string | null } | null> {
  const due = database()
    .select({ name: retentionRuns.name })
    .from(retentionRuns)
    .where(
      and(
        inArray(
          retentionRuns.name,
          RULES.map(({ name }) => name),
        ),
        sql`${retentionRuns.nextAt} <= ${now}`,
      ),
    )
    .orderBy(retentionRuns.nextAt)
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(retentionRuns)
    .set({ nextAt: inMs(LEASE_MS) })
    .where(eq(retentionRuns.name, sql`(${due})`))
    .returning({ name: retentionRuns.name, position: retentionRuns.position });
  return claimed ?? null;
}
