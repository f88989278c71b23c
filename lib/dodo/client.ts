import "server-only";
import DodoPayments, { APIError } from "dodopayments";
import { z } from "zod";
import { env } from "../env";
import { AppError, ProviderUnavailable } from "../errors";
import { type Priority, pauseLine, reserveFor, takePermit } from "../provider-line";

const DEFAULT_PAUSE_MS = 1_000;
/** A longer wait than this is not believed, or one odd header would stop the line for a day. */
const PAUSE_MAX_MS = 60_000;
/** How long a call of each priority may wait for its turn in the budget. */
const PERMIT_WAIT_MAX_MS: Record<Priority, number> = {
  capture: 5_000,
  checkout: 3_000,
  "read-for-send": 250,
  "read-for-display": 0,
};

let client: DodoPayments | undefined;

/**
 * The official SDK. Its own retries are off: they hide the outcome, include 409, and cost over a second.
 * `baseURL: null` keeps it from reading DODO_PAYMENTS_BASE_URL by itself, which together with `environment` throws.
 * One per bundle, not per process: the errors of a client from another bundle are no instances of this APIError.
 */
export function dodo(): DodoPayments {
  client ??= createClient();
  return client;
}

function createClient(): DodoPayments {
  const { DODO_PAYMENTS_API_KEY, DODO_PAYMENTS_BASE_URL, DODO_PAYMENTS_ENVIRONMENT } = env();
  return new DodoPayments({
    bearerToken: DODO_PAYMENTS_API_KEY,
    maxRetries: 0,
    // A followed redirect would turn a POST into a GET.
    fetchOptions: { redirect: "error" },
    logLevel: "off",
    ...(DODO_PAYMENTS_BASE_URL
      ? { baseURL: DODO_PAYMENTS_BASE_URL }
      : { baseURL: null, environment: DODO_PAYMENTS_ENVIRONMENT }),
  });
}

/** What a failed call to Dodo means. Only `refused` is certain: the work was not done. */
export type DodoFailure =
  | { kind: "refused"; status: number; reason: string }
  | { kind: "unknown"; reason: string; retryAfterMs: number | null };

/** Decides what an error of the SDK means. Pure. */
export function dodoFailure(error: unknown): DodoFailure {
  if (error instanceof APIError && typeof error.status === "number" && error.status >= 400) {
    const isCertain = error.status < 500 && error.status !== 408 && error.status !== 429;
    if (isCertain) return { kind: "refused", status: error.status, reason: error.message };
    const seconds = Number(error.headers?.get("retry-after"));
    const asked = error.status === 429 || seconds > 0;
    return {
      kind: "unknown",
      reason: error.message,
      retryAfterMs: asked ? Math.min(seconds > 0 ? seconds * 1000 : DEFAULT_PAUSE_MS, PAUSE_MAX_MS) : null,
    };
  }
  return {
    kind: "unknown",
    reason: error instanceof Error ? error.message : "no answer",
    retryAfterMs: null,
  };
}

/** Waits for a place in Dodo's budget. Throws ProviderUnavailable when that takes too long for this priority. */
export async function waitForDodo(priority: Priority): Promise<void> {
  const deadline = Date.now() + PERMIT_WAIT_MAX_MS[priority];
  for (;;) {
    const permit = await takePermit("dodo", reserveFor(priority));
    if (permit.granted) return;
    if (Date.now() + permit.waitMs > deadline)
      throw dodoUnavailable(permit.pausedReason ?? "the request budget is used up");
    await new Promise((resolve) => setTimeout(resolve, permit.waitMs));
  }
}

/** If Dodo asked to wait, everybody waits. */
export async function heed(failure: DodoFailure): Promise<void> {
  if (failure.kind === "unknown" && failure.retryAfterMs !== null)
    await pauseLine("dodo", failure.retryAfterMs, failure.reason);
}

/**
 * One call at Dodo that is not a capture. Throws ProviderUnavailable if trying again can help, AppError
 * `provider_refused` if it can't. `call` also reads the answer: one that can't be read counts as no answer.
 * `whenMissing` is the answer to a 404.
 */
export async function callDodo<T>(
  priority: Priority,
  call: (client: DodoPayments) => Promise<T>,
  whenMissing?: T,
): Promise<T> {
  await waitForDodo(priority);
  try {
    return await call(dodo());
  } catch (error) {
    const failure = dodoFailure(error);
    if (failure.kind === "refused" && failure.status === 404 && whenMissing !== undefined) return whenMissing;
    await heed(failure);
    if (failure.kind === "unknown") throw dodoUnavailable(failure.reason, error);
    throw new AppError(
      "provider_refused",
      "Dodo Payments refused the request. The operator has been told why.",
      { retryable: false },
      { cause: error },
    );
  }
}

const pageSchema = z.object({ body: z.object({ items: z.array(z.unknown()) }) });

/**
 * The rows of a list. Throws if the answer held none: the SDK makes an empty list of it, and nobody may conclude from an
 * answer that got lost that a customer, or a plan, does not exist.
 */
export function itemsOf<Item>(page: { items: Item[] }): Item[] {
  pageSchema.parse(page);
  return page.items;
}

function dodoUnavailable(reason: string, cause?: unknown): ProviderUnavailable {
  return new ProviderUnavailable(
    "dodo",
    "Dodo Payments is not reachable right now. Nothing was changed. Try again in a few seconds.",
    5,
    {
      cause: cause ?? new Error(reason),
    },
  );
}
