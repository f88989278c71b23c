import "server-only";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { perProcess } from "../per-process";

export interface RateLimit {
  /** Namespace of the counter: routes with the same name share it. */
  name: string;
  points: number;
  perSeconds: number;
}

/**
 * Counts one request of `subject` (a customer, an address, an IP) in a window that all instances share.
 * Throws 429 with Retry-After when the window is used up.
 */
export async function consumeRateLimit(limit: RateLimit, subject: string): Promise<void> {
  try {
    await limiter(limit).consume(subject);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new AppError("rate_limited", `Too many requests. Try again in ${retryAfter} s.`, {
      retry_after: retryAfter,
    });
  }
}

function limiter({ name, points, perSeconds }: RateLimit): RateLimiterPostgres {
  return perProcess(
    `rate-limit:${name}`,
    () =>
      new RateLimiterPostgres({
        storeClient: pool(),
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
