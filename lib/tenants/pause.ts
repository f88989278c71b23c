import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "../db/client";
import { now } from "../db/time";
import { changeControls } from "./controls";
import type { PausedBy } from "./news";

const nowDate = () => new Date();

/**
 * Pauses a customer's sending: nothing more is accepted, and what is accepted waits. `reason` is shown to them. Who is
 * paused already stays so, with the first reason, unless an operator says another one.
 */
export async function pauseSending(
  tx: Executor,
  customerId: string,
  { by, reason }: { by: PausedBy; reason: string },
): Promise<boolean> {
  return changeControls(tx, customerId, ({ pausedAt }) =>
    pausedAt === null || by === "operator"
      ? { pausedAt: pausedAt ?? nowDate(), pausedBy: by, pausedReason: reason }
      : null,
  );
}

/**
 * Lets a customer send again. What they were paused for counts no more: bounces and complaints are judged anew from here
 * on. With `onlyIfBy`, only a pause of that kind ends. Returns false if they were not paused.
 */
export async function resumeSending(
  tx: Executor,
  customerId: string,
  { onlyIfBy }: { onlyIfBy?: PausedBy } = {},
): Promise<boolean> {
  return changeControls(tx, customerId, ({ pausedAt, pausedBy }) =>
    pausedAt === null || (onlyIfBy && pausedBy !== onlyIfBy)
      ? null
      : {
          pausedAt: null,
          pausedBy: null,
          pausedReason: null,
          slowedAt: null,
          slowedReason: null,
          judgedFrom: nowDate(),
        },
  );
}

/** Sets a customer's own daily limit. Null lifts every limit, also that of a new account. */
export async function limitSending(
  tx: Executor,
  customerId: string,
  dailyCredits: number | null,
): Promise<void> {
  await changeControls(tx, customerId, () =>
    dailyCredits === null
      ? { dailyCredits, isNew: false, slowedAt: null, slowedReason: null, judgedFrom: nowDate() }
      : { dailyCredits },
  );
}

/** Stops all sending, or lets it go on. While it is stopped, requests to send queue, or are refused. */
export async function haltSending(
  tx: Executor,
  halt: { reason: string; isRefusing: boolean } | null,
): Promise<void> {
  await tx.execute(
    halt
      ? sql`update provider_lines set halted_at = coalesce(halted_at, ${now}), halted_reason = ${halt.reason},
          is_refusing = ${halt.isRefusing} where provider = 'resend'`
      : sql`update provider_lines set halted_at = null, halted_reason = null, is_refusing = false
          where provider = 'resend'`,
  );
}
