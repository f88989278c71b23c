import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { database, transaction } from "../db/client";
import { nowOnce } from "../db/time";
import { log } from "../log";
import { perProcess } from "../per-process";
import type { Next } from "../pump";
import { type ControlChange, changeControls, renewIfOld, today } from "./controls";
import { JUDGED_DAYS, judge, type Record7Days, type Verdict } from "./policy";

const EVERY_MS = 60_000;
/** A look that took long is followed by a rest of this many times as long. */
const REST_PER_LOOK = 20;
const RENEWED_MAX = 500;

/** The next look at how customers' emails are taken; null if it was a moment ago. */
export async function nextJudgement(): Promise<Next> {
  const pace = perProcess("judgement-pace", () => ({ notBeforeMs: 0 }));
  if (performance.now() < pace.notBeforeMs) return null;
  return async () => {
    const startedAtMs = performance.now();
    pace.notBeforeMs = startedAtMs + EVERY_MS;
    await judgeAll();
    await renewLimits();
    const tookMs = performance.now() - startedAtMs;
    const waitMs = Math.max(EVERY_MS, REST_PER_LOOK * tookMs);
    pace.notBeforeMs = startedAtMs + waitMs;
    return waitMs;
  };
}

const recordSchema = z.object({
  customerId: z.string(),
  sent: z.coerce.number(),
  bounced: z.coerce.number(),
  complained: z.coerce.number(),
});
const judgedSchema = z.array(recordSchema.extend({ isSlowed: z.boolean() }));

/**
 * Slows down and pauses whose bounces or complaints are too many, by what was counted already (`usage/fold.ts`), and
 * takes a slow-down back once they are not. A pause ends by an operator only. Several processes that judge at once do
 * the same.
 */
export async function judgeAll(): Promise<void> {
  const { rows } = await database().execute(sql`
    select counts.customer_id as "customerId", sum(emails) as sent, sum(bounced) as bounced, sum(complained) as complained,
      bool_or(controls.slowed_at is not null) as "isSlowed"
    from usage_counts as counts left join sending_controls as controls on controls.customer_id = counts.customer_id
    where quarter > ${nowOnce} - ${JUDGED_DAYS} * interval '1 day'
      and quarter >= coalesce(controls.judged_from, '-infinity') and controls.paused_at is null
    group by 1
    having sum(bounced) > 0 or sum(complained) > 0 or bool_or(controls.slowed_at is not null)`);
  for (const row of judgedSchema.parse(rows)) {
    const verdict = judge(row);
    // Of nearly everybody something bounces now and then, and nobody's account is locked for that.
    if (verdict.kind !== "good" || row.isSlowed) await apply(row.customerId, verdict);
  }
}

/** What a customer's emails came to, as it is judged. */
export async function readRecord(customerId: string): Promise<Record7Days> {
  const { rows } = await database().execute(sql`
    select coalesce(sum(emails), 0) as sent, coalesce(sum(bounced), 0) as bounced, coalesce(sum(complained), 0) as complained,
      ${customerId} as "customerId"
    from usage_counts where customer_id = ${customerId} and quarter > ${nowOnce} - ${JUDGED_DAYS} * interval '1 day'
      and quarter >= coalesce((select judged_from from sending_controls where customer_id = ${customerId}), '-infinity')`);
  const { customerId: _, ...record } = recordSchema.parse(rows[0]);
  return record;
}

async function apply(customerId: string, verdict: Verdict): Promise<void> {
  let isNews = false;
  await transaction((tx) =>
    changeControls(tx, customerId, ({ pausedAt, slowedAt, slowedReason }): ControlChange | null => {
      isNews = pausedAt === null && (verdict.kind !== "slow" || slowedAt === null);
      if (pausedAt !== null) return null;
      if (verdict.kind === "pause")
        return { pausedAt: new Date(), pausedBy: verdict.cause, pausedReason: verdict.reason };
      if (verdict.kind === "good") return slowedAt && { slowedAt: null, slowedReason: null };
      if (slowedReason === verdict.reason) return null;
      return { slowedAt: slowedAt ?? new Date(), slowedReason: verdict.reason };
    }),
  );
  if (!isNews) return;
  const done = { good: "may send as before", slow: "is slowed down", pause: "is paused" }[verdict.kind];
  const reason = verdict.kind === "good" ? undefined : verdict.reason;
  log.warn(`A customer's sending ${done}`, { customerId, reason });
}

/** A new day has a new limit. Whoever sends before this comes by is not kept waiting: see `readBar`. */
async function renewLimits(): Promise<void> {
  const { rows } = await database().execute<{ customer_id: string }>(sql`
    select customer_id from sending_controls
    where paused_at is null and quota_cap is not null and quota_day is distinct from ${today()} limit ${RENEWED_MAX}`);
  for (const row of rows) await transaction((tx) => renewIfOld(tx, row.customer_id));
}
