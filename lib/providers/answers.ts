import "server-only";
import { sql } from "drizzle-orm";
import { providerLines } from "../db/schema/operations";
import { inMs, now } from "../db/time";
import { log } from "../log";
import { type Lesson, type LimitNews, lessonOf, type Provider } from "./limits";
import { TRIAL_EVERY_MS } from "./line";
import { changeLine, type Line, type LineChange, rememberedLine } from "./line-row";

/*
 * What a provider's answers do to its line, for all instances. Nothing here throws: an answer is worth more than what it
 * teaches, and the next one teaches it again.
 */

/** `/api/health` shows it, and a provider's answer may be long. */
const REASON_LENGTH_MAX = 300;

/** The provider asked to wait: no calls for a while. */
export async function pauseLine(provider: Provider, pauseMs: number, reason: string): Promise<void> {
  await change(provider, (line) => paused(line, pauseMs, reason));
}

/** Only an operator can mend what is wrong: no calls but trials. The log says it once, however many are refused. */
export async function stopLine(provider: Provider, reason: string): Promise<void> {
  const before = await change(provider, () => ({
    pausedUntil: inMs(TRIAL_EVERY_MS),
    pausedReason: reason.slice(0, REASON_LENGTH_MAX),
    stoppedSince: sql`coalesce(${providerLines.stoppedSince}, ${now})`,
  }));
  if (before?.stoppedSince === null)
    log.error("A provider's line is stopped until an operator acts", { provider, reason });
}

/** A call was answered as it should be: opens a line that is stopped, unless the call had left before the stop. */
export async function lineWorks(provider: Provider, tookMs: number): Promise<void> {
  const isOpened = (line: Line) => line.stoppedSince !== null && line.stoppedForMs > tookMs;
  const remembered = rememberedLine(provider);
  if (!remembered || !isOpened(remembered)) return;
  const before = await change(provider, (line) =>
    isOpened(line) ? { stoppedSince: null, pausedUntil: null, pausedReason: null } : null,
  );
  if (before)
    log.info("A provider's line works again", { provider, reason: before.pausedReason ?? undefined });
}

/** Takes what an answer says of the limit into the budget. Costs no statement if it is nothing new. */
export async function learnLimit(provider: Provider, news: LimitNews): Promise<void> {
  const learn = (line: Line) => lessonOf(provider, line, news, Date.now());
  const remembered = rememberedLine(provider);
  if (remembered && !learn(remembered)) return;
  const before = await change(provider, (line) => {
    const lesson = learn(line);
    return lesson && learned(line, lesson);
  });
  const lesson = before && learn(before);
  if (lesson) logLesson(provider, lesson);
}

function paused(line: Line, pauseMs: number, reason: string): LineChange {
  return {
    pausedUntil: sql`greatest(${providerLines.pausedUntil}, ${inMs(pauseMs)})`,
    // Why it is stopped is worth more to an operator than why it waits.
    ...(line.stoppedSince === null ? { pausedReason: reason } : {}),
  };
}

function learned(line: Line, { budget, pauseMs, slowedForMs }: Lesson): LineChange {
  return {
    ...(budget && {
      burst: budget.burst,
      perSecond: budget.perSecond,
      learnedUntil: budget.forMs === null ? null : inMs(budget.forMs),
    }),
    ...(slowedForMs !== undefined && { slowedUntil: inMs(slowedForMs) }),
    ...(pauseMs !== undefined && paused(line, pauseMs, "The request limit is used up.")),
  };
}

function logLesson(provider: Provider, { budget, slowedForMs }: Lesson): void {
  if (budget) {
    const { burst, perSecond } = budget;
    const reason = `${burst.toFixed(2)} at once, then ${perSecond.toFixed(2)} a second`;
    log.info("A provider's answers changed its budget", { provider, reason });
  }
  if (slowedForMs !== undefined) log.warn("A provider refused a call without naming its limit", { provider });
}

/** Returns the line as it was; null if nothing was changed. */
async function change(provider: Provider, decide: (line: Line) => LineChange | null): Promise<Line | null> {
  try {
    return await changeLine(provider, decide);
  } catch (error) {
    log.warn("What a provider answered could not be noted", { provider, error });
    return null;
  }
}
