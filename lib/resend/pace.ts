import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { perProcess } from "../per-process";
import { BUDGETS, leastGapMs } from "../providers/limits";
import { rememberedLine } from "../providers/line-row";

/**
 * Waits until a call may leave. Permits are spaced in the database, but a busy process is late for some of its calls,
 * and the next one would follow too closely: what counts at Resend is when they arrive.
 */
export async function paceCall(): Promise<void> {
  const pace = perProcess("resend-pace", () => ({ lastMs: Number.NEGATIVE_INFINITY }));
  const { perSecond } = rememberedLine("resend") ?? BUDGETS.resend;
  const nowMs = performance.now();
  const leavesAtMs = Math.max(nowMs, pace.lastMs + leastGapMs(perSecond));
  pace.lastMs = leavesAtMs;
  if (leavesAtMs > nowMs) await sleep(leavesAtMs - nowMs);
}
