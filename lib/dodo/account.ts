import "server-only";
import DodoPayments, { APIError } from "dodopayments";
import { z } from "zod";
import { ask, type Manners, type Sighting, skewOf, waitAsked } from "../providers/ask";
import { AccountTrouble } from "../providers/trouble";
import { dodoFailure } from "./client";

/** The operator's own account at Dodo, for `npm run setup` and the checks: a key that need not be the configured one. */
export interface DodoAccount {
  /** Makes one call. A lost answer is asked for again only if `isRepeatable`. Throws AccountTrouble. */
  call<T>(isRepeatable: boolean, make: (client: DodoPayments) => Promise<T>): Promise<T>;
  /** What the last answer said of clock and limits; null before the first. */
  seen(): Sighting | null;
}

export interface DodoAccess {
  apiKey: string;
  environment: "test_mode" | "live_mode";
  /** Of a stand-in on this machine. */
  baseUrl?: string | undefined;
}

/** Opens the account. No call is made. Needs neither a configuration nor a database. */
export function openDodoAccount(access: DodoAccess, manners: Manners): DodoAccount {
  let sighting: Sighting | null = null;
  const watch = async (url: string | URL | Request, init?: RequestInit) => {
    const askedAtMs = Date.now();
    const answer = await fetch(url, init);
    sighting = {
      skewMs: skewOf(answer.headers.get("date"), askedAtMs, Date.now()),
      limit: answer.headers.get("x-ratelimit-limit"),
      remaining: answer.headers.get("x-ratelimit-remaining"),
    };
    return answer;
  };
  const client = new DodoPayments({
    bearerToken: access.apiKey,
    maxRetries: 0,
    timeout: manners.timeoutMs,
    // A followed redirect would turn a POST into a GET.
    fetchOptions: { redirect: "error" },
    fetch: watch,
    logLevel: "off",
    ...(access.baseUrl ? { baseURL: access.baseUrl } : { baseURL: null, environment: access.environment }),
  });
  return {
    seen: () => sighting,
    call: (isRepeatable, make) =>
      ask("dodo", manners, isRepeatable, async () => {
        try {
          return await make(client);
        } catch (error) {
          throw trouble(error);
        }
      }),
  };
}

/** The same call, with null for "there is no such thing". */
export async function orMissing<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Missing) return null;
    throw error;
  }
}

class Missing extends AccountTrouble {}

function trouble(error: unknown): AccountTrouble {
  if (error instanceof z.ZodError)
    return new AccountTrouble("dodo", "unavailable", "Dodo's answer could not be read.", true);
  const failure = dodoFailure(error);
  if (failure.kind === "refused") {
    const { status, reason } = failure;
    if (status === 404) return new Missing("dodo", "refused", reason);
    const isKey = status === 401 || status === 403;
    return new AccountTrouble("dodo", isKey ? "key" : "refused", reason);
  }
  if (!(error instanceof APIError)) return new AccountTrouble("dodo", "unavailable", failure.reason, true);
  const waitMs = waitAsked((name) => error.headers?.get(name), Date.now());
  const isRefusedForNow = error.status === 429;
  return new AccountTrouble(
    "dodo",
    "unavailable",
    failure.reason,
    !isRefusedForNow,
    isRefusedForNow ? waitMs : null,
  );
}
