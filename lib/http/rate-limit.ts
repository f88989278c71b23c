import "server-only";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { coalesce } from "../coalesce";
import { counterQueries } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { perProcess } from "../per-process";

export interface RateLimit {
  /** Namespace of the counter: routes with the same name share it. */
  name: string;
  points: number;
  perSeconds: number;
  /** What may be taken beyond `points` now and then: a small fixed window may be overrun, a larger one not. */
  burst?: { points: number; perSeconds: number };
}

/** How a subject stands in its window after a request. */
export interface RateLimitStanding {
  limit: RateLimit;
  remaining: number;
  resetSeconds: number;
  /** The request is refused until then; null if it may go on. */
  retryAfterSeconds: number | null;
}

interface Consumption {
  limit: RateLimit;
  subject: string;
}

/**
 * Counts one request of `subject` (a customer, an address, an IP) in a window that all instances share.
 * Throws 429 with Retry-After when the window is used up.
 */
export async function consumeRateLimit(limit: RateLimit, subject: string): Promise<void> {
  requireWithin(await takeFromRateLimit(limit, subject));
}

/** Throws 429 with Retry-After if the request is refused. */
export function requireWithin({ limit, retryAfterSeconds }: RateLimitStanding): void {
  if (retryAfterSeconds === null) return;
  const allowed = `${limit.points} requests in ${limit.perSeconds === 1 ? "a second" : `${limit.perSeconds} seconds`}`;
  throw new AppError(
    "rate_limited",
    `Too many requests. You can make ${allowed}. Try again in ${retryAfterSeconds} s.`,
    { retry_after: retryAfterSeconds },
  );
}

/** Counts one request of `subject`, and says how they stand. */
export async function takeFromRateLimit(limit: RateLimit, subject: string): Promise<RateLimitStanding> {
  const counting = consume({ limit, subject });
  if (letThrough(limit, subject, counting)) return standing(limit, subject, null);
  const refusal = await counting;
  if (refusal === null) return standing(limit, subject, null);
  if (!limit.burst) return standing(limit, subject, refusal);
  const burst = { name: `${limit.name}-burst`, ...limit.burst };
  const isBeyond = (await consume({ limit: burst, subject })) !== null;
  return standing(limit, subject, isBeyond ? refusal : null);
}

function standing(limit: RateLimit, subject: string, refusal: RateLimiterRes | null): RateLimitStanding {
  const last = known.get(keyOf(limit, subject));
  const inSeconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));
  return {
    limit,
    remaining: Math.max(0, limit.points - (last ? last.consumed + last.uncounted : 0)),
    resetSeconds: inSeconds(last ? last.endsAtMs - Date.now() : 0),
    retryAfterSeconds: refusal && inSeconds(refusal.msBeforeNext),
  };
}

/** The headers of the IETF draft as Resend sends them. The .NET SDK reads the first three as integers. */
export function rateLimitHeaders(state: RateLimitStanding): Record<string, string> {
  const { points, perSeconds, burst } = state.limit;
  return {
    "ratelimit-limit": String(points),
    "ratelimit-remaining": String(state.remaining),
    "ratelimit-reset": String(state.resetSeconds),
    "ratelimit-policy": `${points};w=${perSeconds}${burst ? `, ${burst.points};w=${burst.perSeconds}` : ""}`,
  };
}

/**
 * From this size on, requests of one subject that come together are counted by one write. If they use the window up,
 * they are refused together, which may be a few early; a small limit is counted one by one.
 */
const COUNTED_TOGETHER_FROM = 100;

/** What the last count said, and how many requests were let through that are not in it yet. */
interface Known {
  consumed: number;
  endsAtMs: number;
  uncounted: number;
}
/** Forgetting a subject costs a wait for its next count, nothing else. */
const KNOWN_MAX = 10_000;
const known = new Map<string, Known>();
const keyOf = (limit: RateLimit, subject: string) => `${limit.name} ${subject}`;

/**
 * Up to half of a large limit nobody waits for the count: the request goes on while it is counted. What is not counted
 * yet is reckoned with, so that a burst can't slip through.
 */
function letThrough(limit: RateLimit, subject: string, counting: Promise<unknown>): boolean {
  const last = known.get(keyOf(limit, subject));
  if (!last || last.endsAtMs <= Date.now() || limit.points < COUNTED_TOGETHER_FROM) return false;
  if (last.consumed + last.uncounted >= limit.points / 2) return false;
  last.uncounted += 1;
  counting
    .catch((error) => log.warn("A request could not be counted", { error }))
    .finally(() => {
      last.uncounted -= 1;
    });
  return true;
}

type Count = Pick<RateLimiterRes, "consumedPoints" | "msBeforeNext">;

function remember(limit: RateLimit, subject: string, { consumedPoints, msBeforeNext }: Count): void {
  if (known.size >= KNOWN_MAX) known.clear();
  const key = keyOf(limit, subject);
  const last = known.get(key) ?? { consumed: 0, endsAtMs: 0, uncounted: 0 };
  known.set(key, Object.assign(last, { consumed: consumedPoints, endsAtMs: Date.now() + msBeforeNext }));
}

const consume: (one: Consumption) => Promise<RateLimiterRes | null> = coalesce({
  max: 500,
  load: consumeTogether,
  mayBeOneKeysFault: () => false,
});

async function consumeTogether(requests: Consumption[]): Promise<(RateLimiterRes | null)[]> {
  const counted = new Map<string, Promise<RateLimiterRes | null>>();
  return Promise.all(
    requests.map(({ limit, subject }) => {
      if (limit.points < COUNTED_TOGETHER_FROM) return tryConsume(limit, subject, 1);
      const isSame = (other: Consumption) => other.limit.name === limit.name && other.subject === subject;
      const key = keyOf(limit, subject);
      const together = counted.get(key) ?? tryConsume(limit, subject, requests.filter(isSame).length);
      counted.set(key, together);
      return together;
    }),
  );
}

async function tryConsume(limit: RateLimit, subject: string, points: number): Promise<RateLimiterRes | null> {
  try {
    remember(limit, subject, await limiter(limit).consume(subject, points));
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    // One that is refused from memory says that nothing was consumed; taken at its word it would open the door again.
    const consumedPoints = Math.max(refusal.consumedPoints, limit.points);
    remember(limit, subject, { consumedPoints, msBeforeNext: refusal.msBeforeNext });
    return refusal;
  }
}

function limiter({ name, points, perSeconds }: RateLimit): RateLimiterPostgres {
  return perProcess(
    `rate-limit:${name}`,
    () =>
      new RateLimiterPostgres({
        storeClient: counterQueries(),
        storeType: "pool",
        tableName: "rate_limits",
        tableCreated: true,
        keyPrefix: name,
        points,
        duration: perSeconds,
        // A subject over its limit is refused from memory, so that a flood does not become a flood of queries.
        inMemoryBlockOnConsumed: points + 1,
      }),
  );
}

/**
 * The caller's address, for limits only. With a proxy in front, the entry that the outermost trusted proxy wrote;
 * without one, what Next saw on the socket.
 */
export function clientAddress(request: Request): string {
  const chain = (request.headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  return chain.at(-Math.max(1, env().TRUSTED_PROXY_HOPS)) || "unknown";
}
