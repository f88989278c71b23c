import "server-only";
import { eq, sql } from "drizzle-orm";
import { counterDatabase, database } from "../db/client";
import { providerLines } from "../db/schema/operations";
import { inMs, now } from "../db/time";
import { perProcess } from "../per-process";
import { BUDGETS, type Provider } from "./limits";
import { bucketOf, type Line, lineColumns, readLine, rememberedLine, rememberLine } from "./line-row";

/**
 * What a call to Dodo is for, and so who goes first when its budget is tight, in this order. `checkout` and `must-read`
 * (for a send, whose mirror is too old to serve): somebody waits, and nothing else can answer. `news`: a webhook said that
 * credits came or went. `read-for-send`, `read-for-display`: the mirror serves if need be. `read-for-page`: a reader waits for a list
 * that only Dodo has. `audit`: an operator holds our sums against Dodo's, and has time.
 */
export type Priority =
  | "checkout"
  | "must-read"
  | "overdue-capture"
  | "news"
  | "capture"
  | "read-for-send"
  | "read-for-page"
  | "read-for-display"
  | "audit";

/** That many requests are left untouched for whoever comes before. */
const RESERVES: Record<Priority, number> = {
  checkout: 0,
  "must-read": 0,
  "overdue-capture": 0,
  news: 1,
  // Captures could use up any budget: under load there is always something to be paid for. They can wait, since holds
  // keep the balance right and a later capture pays for more; whoever has just bought credits can't.
  capture: 2,
  "read-for-send": 14,
  "read-for-page": 16,
  "read-for-display": 20,
  audit: 22,
};

/** When only an operator can help, one call tries this often whether it works again. */
export const TRIAL_EVERY_MS = 30_000;
/**
 * A key that may read and not write answers a read well, and would end the stop each time for the next capture to fail.
 * So captures try first: they come again when the pause ends, and others only when none came.
 */
const CAPTURES_TRY_FIRST_MS = 15_000;

export type Permit = { granted: true } | { granted: false; waitMs: number; pausedReason: string | null };

/** Takes one request out of a provider's budget, which all instances share. Does not wait. */
export async function takePermit(provider: Provider, priority?: Priority): Promise<Permit> {
  const { refilled, required, perSecond, pauseMs } = bucketFor(provider, priority);
  const [taken] = await counterDatabase()
    .update(providerLines)
    .set({
      tokens: sql`${refilled} - 1`,
      refilledAt: now,
      // The trial of a stopped line: nobody else calls until its answer is known, or the next trial is due.
      pausedUntil: sql`case when ${providerLines.stoppedSince} is null then ${providerLines.pausedUntil} else ${inMs(TRIAL_EVERY_MS)} end`,
    })
    .where(sql`${providerLines.provider} = ${provider} and ${pauseMs} <= 0 and ${refilled} >= ${required}`)
    .returning(lineColumns(provider));
  if (taken) {
    rememberLine(provider, taken);
    return { granted: true };
  }
  const [line] = await database()
    .select({
      ...lineColumns(provider),
      fillsInMs: sql`(${required} - ${refilled}) / ${perSecond} * 1000`.mapWith(Number),
      opensInMs: pauseMs.mapWith(Number),
    })
    .from(providerLines)
    .where(eq(providerLines.provider, provider));
  if (!line) throw new Error(`The row of ${provider} is missing in provider_lines`);
  const { fillsInMs, opensInMs, ...known } = line;
  rememberLine(provider, known);
  if (priority && opensInMs <= 0) refusals().set(priority, performance.now() + fillsInMs);
  return {
    granted: false,
    waitMs: Math.ceil(Math.max(fillsInMs, opensInMs, 5)),
    pausedReason: opensInMs > 0 ? known.pausedReason : null,
  };
}

/** Waits for a permit. Returns null once it is ours, or why there is none within `maxMs`. */
export async function waitForPermit(
  provider: Provider,
  maxMs: number,
  priority?: Priority,
): Promise<string | null> {
  const deadline = Date.now() + maxMs;
  for (;;) {
    const permit = await takePermit(provider, priority);
    if (permit.granted) return null;
    if (Date.now() + permit.waitMs > deadline) return permit.pausedReason ?? BUDGET_USED_UP;
    await new Promise((resolve) => setTimeout(resolve, permit.waitMs));
  }
}

export const BUDGET_USED_UP = "The request budget is used up.";

const refusals = () => perProcess("refused-permits", () => new Map<Priority, number>());

/**
 * For how long there is no permit of this priority for certain: what a refused caller was told, which gets no shorter
 * while others take permits. 0 if it is worth asking. Costs nothing, so that a used-up budget does not cost a query a send.
 */
export function refusedForMs(priority: Priority): number {
  return Math.max(0, (refusals().get(priority) ?? 0) - performance.now());
}

const isCapture = (priority: Priority) => priority === "capture" || priority === "overdue-capture";

/** The bucket and the pause as they are at this moment for a call of this priority, in SQL. */
function bucketFor(provider: Provider, priority: Priority | undefined) {
  const { burst, perSecond } = bucketOf(provider);
  const { tokens, refilledAt, pausedUntil, stoppedSince } = providerLines;
  // A moment in the future means that the database's clock was set back; the bucket must not stay empty for it.
  const elapsedSeconds = sql`case when ${refilledAt} > ${now} then 1 else extract(epoch from (${now} - ${refilledAt})) end`;
  // In a smaller bucket the reserves shrink with it, or the last in the order would never be served.
  const reservePart = (priority ? reserveFor(priority) : 0) / Math.max(1, BUDGETS[provider].burst - 1);
  const headStartMs = priority && !isCapture(priority) ? CAPTURES_TRY_FIRST_MS : 0;
  return {
    perSecond,
    refilled: sql`least(${burst}, ${tokens} + ${perSecond} * ${elapsedSeconds})`,
    required: sql`(1 + ${reservePart}::float8 * (${burst} - 1))`,
    pauseMs: sql<number>`coalesce(extract(epoch from (${pausedUntil} - ${now})) * 1000
      + case when ${stoppedSince} is null then 0 else ${headStartMs}::float8 end, 0)`,
  };
}

/** How many requests of Dodo's budget this priority must leave for those before it. */
export function reserveFor(priority: Priority): number {
  return RESERVES[priority];
}

/**
 * For how long a provider's line stays paused; 0 if it is open. Work that would be refused anyway is better not begun.
 * Looks at the row only if the line was paused when this process last saw it.
 */
export async function pauseLeftMs(provider: Provider): Promise<number> {
  const remembered = rememberedLine(provider);
  if (!remembered || remembered.pausedForMs === 0) return 0;
  return Math.ceil((await readLine(provider)).pausedForMs);
}

/** How many calls the shared budget allows at this moment, and the line that says how fast it grows. */
export async function readBudget(provider: Provider): Promise<{ line: Line; tokens: number }> {
  const { refilled } = bucketFor(provider, undefined);
  const [row] = await database()
    .select({ ...lineColumns(provider), tokens: refilled.mapWith(Number) })
    .from(providerLines)
    .where(eq(providerLines.provider, provider));
  if (!row) throw new Error(`The row of ${provider} is missing in provider_lines`);
  const { tokens, ...line } = row;
  return { line, tokens };
}
