import "server-only";

export type Provider = "dodo" | "resend";

/** A token bucket: it lets through at most burst + perSecond × t requests in any t seconds. */
export interface Budget {
  burst: number;
  perSecond: number;
}

/** A call may arrive later than it was permitted to, next to the following ones; this much of a limit is used. */
const SAFETY = 0.94;
/**
 * Somebody who wakes up a little late has not lost a call: so much of a second's calls may be made up for. Together they
 * stay under the limit: 1 + 0.02 r + 0.94 r is less than r + 1 whole requests in any second.
 */
const MADE_UP = 0.02;

/** A budget that stays under `limit` requests in any one second. */
function perSecondBudget(limit: number): Budget {
  return { burst: 1 + limit * MADE_UP, perSecond: limit * SAFETY };
}

/**
 * What holds until a provider's answers say otherwise: under Dodo's 40/s and 240/min (docs: API reference,
 * introduction) and Resend's 10/s (docs: rate limits).
 */
export const BUDGETS: Record<Provider, Budget> = {
  dodo: { burst: 30, perSecond: 3.4 },
  resend: perSecondBudget(10),
};

/** Calls that follow each other at this distance or more stay under the limit, with room for a jitter on their way. */
const GAP_SHARE = 1.03;

/** The least time between two calls of one process, where permits come `perSecond`. */
export function leastGapMs(perSecond: number): number {
  return (GAP_SHARE * SAFETY * 1000) / perSecond;
}

/** An answer of a provider's, as far as it speaks of its limit. */
export interface LimitNews {
  status: number;
  header: (name: string) => string | null;
}

/** What is known of a line when an answer arrives. */
export interface KnownLimit extends Budget {
  slowedForMs: number;
}

/** What an answer teaches. What is left out stays as it is. */
export interface Lesson {
  /** `forMs`: how long it is believed; null until the provider states something else. */
  budget?: Budget & { forMs: number | null };
  /** No calls for this long. */
  pauseMs?: number;
  /** How long the line is slowed down, from now on. */
  slowedForMs?: number;
}

/** Decides what an answer teaches about the limit; null if it is nothing new. Pure. */
export function lessonOf(
  provider: Provider,
  known: KnownLimit,
  news: LimitNews,
  nowMs: number,
): Lesson | null {
  const lesson = provider === "resend" ? resendLesson(known, news) : dodoLesson(known, news, nowMs);
  return lesson && Object.keys(lesson).length > 0 ? lesson : null;
}

/** Whole seconds is all that a wait is given in. */
const PAUSE_MIN_MS = 1_000;
/** A longer wait than this is not believed, or one odd header would stop the line for a day. */
const PAUSE_MAX_MS = 60_000;

/** Resend states its limit and its window on every answer, so it is followed down and up. */
function resendLesson(known: KnownLimit, { status, header }: LimitNews): Lesson {
  const stated = statedRate(header("ratelimit-policy"), wholeNumber(header("ratelimit-limit")));
  const lesson: Lesson = {};
  if (stated !== null && stated * SAFETY !== known.perSecond)
    lesson.budget = { ...perSecondBudget(stated), forMs: null };
  if (status !== 429) return lesson;
  if (stated === null) return slower(known);
  // With `retry-after` the line pauses anyway.
  if (wholeNumber(header("retry-after")) !== null) return lesson;
  const resetMs = (wholeNumber(header("ratelimit-reset")) ?? 1) * 1_000;
  return { ...lesson, pauseMs: Math.min(Math.max(resetMs, PAUSE_MIN_MS), PAUSE_MAX_MS) };
}

/** Above this a statement is not believed. */
const STATED_PER_SECOND_MAX = 1_000;
/** A longer window is a quota: it is not spread over the day. */
const STATED_WINDOW_MAX_SECONDS = 60;

/** Requests a second by `ratelimit-policy` ("10;w=1"); without one the window is the documented second. */
function statedRate(policy: string | null, limit: number | null): number | null {
  const parts = policy === null ? null : /^(\d{1,6});\s*w=(\d{1,6})$/.exec(policy.trim());
  if (policy !== null && parts === null) return null;
  const requests = parts ? Number(parts[1]) : limit;
  const seconds = parts ? Number(parts[2]) : 1;
  if (requests === null || requests < 1 || seconds < 1 || seconds > STATED_WINDOW_MAX_SECONDS) return null;
  if (limit !== null && limit !== requests) return null;
  return requests / seconds <= STATED_PER_SECOND_MAX ? requests / seconds : null;
}

/** What was learned of Dodo's limit ends after this long, since a limit that is kept to never shows again. */
const DODO_BELIEVED_MS = 10 * 60_000;

/** Above this a statement is not believed. */
const DODO_LIMIT_MAX = 100_000;

/**
 * Dodo has a limit per second and one per minute, and its headers do not say of which they speak. So they never raise
 * anything, and they count only when the limit is used up: then the time until its reset tells which one it is.
 */
function dodoLesson(known: KnownLimit, news: LimitNews, nowMs: number): Lesson | null {
  const limit = wholeNumber(news.header("x-ratelimit-limit"));
  const isUsedUp = wholeNumber(news.header("x-ratelimit-remaining")) === 0;
  if (!isUsedUp || limit === null || limit < 1 || limit > DODO_LIMIT_MAX)
    return news.status === 429 ? slower(known) : null;
  const resetMs = msUntilReset(news, nowMs);
  if (resetMs === null) return { ...slower(known), pauseMs: PAUSE_MIN_MS };
  const budget = within(known, limit, resetMs <= 2_000 ? 1 : 60);
  const isKept = budget.burst === known.burst && budget.perSecond === known.perSecond;
  // Whoever keeps to a limit may use all of it.
  if (isKept && news.status !== 429) return null;
  const pauseMs = Math.min(Math.max(resetMs, PAUSE_MIN_MS), PAUSE_MAX_MS);
  return { budget: { ...budget, forMs: DODO_BELIEVED_MS }, pauseMs };
}

/** A budget that stays within a limit, and is not higher than the one that is known. */
function within(known: Budget, limit: number, windowSeconds: 1 | 60): Budget {
  const usable = limit * SAFETY;
  // Most of the window flows, as in the documented budget; what is left may come at once.
  const perSecond = Math.min(known.perSecond, (0.85 * usable) / windowSeconds);
  const burst = Math.min(known.burst, Math.max(1, usable - perSecond * windowSeconds));
  return { burst, perSecond };
}

/** `x-ratelimit-reset` is seconds from now, or since 1970 by Dodo's own clock; anything else is not believed. */
function msUntilReset({ header }: LimitNews, nowMs: number): number | null {
  const reset = wholeNumber(header("x-ratelimit-reset"));
  if (reset === null) return null;
  if (reset <= PAUSE_MAX_MS / 1_000) return reset * 1_000;
  const dodoNowMs = Date.parse(header("date") ?? "");
  const ms = reset * 1_000 - (Number.isNaN(dodoNowMs) ? nowMs : dodoNowMs);
  // Both clocks are read in whole seconds.
  return ms >= -1_000 && ms <= PAUSE_MAX_MS + 2_000 ? ms : null;
}

/** Each step halves the speed, and lasts this long. */
export const SLOW_STEP_MS = 30_000;
export const SLOW_STEPS_MAX = 3;
/** Calls that were under way together are refused together; they count as one. */
const SLOW_ONCE_WITHIN_MS = 5_000;

/**
 * Refused without being told the limit: half as fast, at most three times over, and back step by step. Halving finds
 * any limit in a few calls, and the bound keeps a provider's bad minute from becoming a bad hour.
 */
function slower({ slowedForMs }: KnownLimit): Lesson {
  const steps = Math.ceil(slowedForMs / SLOW_STEP_MS);
  if (steps > 0 && steps * SLOW_STEP_MS - slowedForMs < SLOW_ONCE_WITHIN_MS) return {};
  return { slowedForMs: Math.min(steps + 1, SLOW_STEPS_MAX) * SLOW_STEP_MS };
}

/** Digits and nothing else, below ten thousand million: no signs, fractions, dates. */
function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,10}$/.test(text.trim()) ? Number(text) : null;
}
