import "server-only";
import { APIError, type DodoPayments } from "dodopayments";
import { z } from "zod";
import { AppError, ProviderUnavailable } from "../errors";
import { lineWorks, pauseLine, stopLine } from "../providers/answers";
import { BUDGET_USED_UP, type Priority, refusedForMs, waitForPermit } from "../providers/line";
import { dodo } from "./sdk";

const DEFAULT_PAUSE_MS = 1_000;
/** A longer wait than this is not believed, or one odd header would stop the line for a day. */
const PAUSE_MAX_MS = 60_000;
/** How long a call of each priority may wait for its turn in the budget. A capture has its turn before it is opened. */
const PERMIT_WAIT_MAX_MS: Record<Priority, number> = {
  checkout: 3_000,
  "must-read": 1_000,
  "overdue-capture": 0,
  news: 3_000,
  capture: 0,
  "read-for-send": 250,
  // A page of billing asks four times at once: whoever leafs through a few of them waits a moment and sees no error.
  "read-for-page": 4_000,
  "read-for-display": 0,
  // Work for the operator in the background, page after page.
  audit: 20_000,
};

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

/** What came of one call: its value, or why there is none. */
export type DodoAnswer<T> = { kind: "answered"; value: T } | (DodoFailure & { error: unknown });

/**
 * One call at Dodo, in its turn, whose answer all instances heed. `call` also reads the answer: one that can't be read
 * counts as no answer. Without a turn in time the call is not made.
 */
export async function askDodo<T>(
  priority: Priority,
  call: (client: DodoPayments) => Promise<T>,
): Promise<DodoAnswer<T>> {
  const reason = await waitForTurn(priority);
  if (reason !== null) return { kind: "unknown", reason, retryAfterMs: null, error: new Error(reason) };
  return askDodoNow(priority, call);
}

/** The same for a caller who has taken the permit already. */
export async function askDodoNow<T>(
  priority: Priority,
  call: (client: DodoPayments) => Promise<T>,
): Promise<DodoAnswer<T>> {
  const startedAtMs = performance.now();
  try {
    const value = await call(dodo());
    await lineWorks("dodo", performance.now() - startedAtMs);
    return { kind: "answered", value };
  } catch (error) {
    const failure = dodoFailure(error);
    await heed(failure, priority, performance.now() - startedAtMs);
    return { ...failure, error };
  }
}

/** True if a call of this priority would find no turn in time, as far as this process knows. */
export const hasNoTurn = (priority: Priority) => refusedForMs(priority) > PERMIT_WAIT_MAX_MS[priority];

/** Waits for a place in Dodo's budget. Returns why there is none if that would take too long for this priority. */
async function waitForTurn(priority: Priority): Promise<string | null> {
  if (hasNoTurn(priority)) return BUDGET_USED_UP;
  return waitForPermit("dodo", PERMIT_WAIT_MAX_MS[priority], priority);
}

/** True if Dodo refuses the key, or what it may do, and not just this call. A checkout may be forbidden by itself. */
export function stopsTheLine(failure: DodoFailure, priority: Priority): boolean {
  if (failure.kind !== "refused") return false;
  return failure.status === 401 || (failure.status === 403 && priority !== "checkout");
}

async function heed(failure: DodoFailure, priority: Priority, tookMs: number): Promise<void> {
  if (stopsTheLine(failure, priority))
    return stopLine("dodo", `Dodo refuses DODO_PAYMENTS_API_KEY: ${failure.reason}`);
  if (failure.kind === "refused" && failure.status !== 403) return lineWorks("dodo", tookMs);
  if (failure.kind === "unknown" && failure.retryAfterMs !== null)
    await pauseLine("dodo", failure.retryAfterMs, failure.reason);
}

/**
 * One call at Dodo that is not a capture. Throws ProviderUnavailable if trying again can help, AppError
 * `provider_refused` if it can't. `whenMissing` is the answer to a 404.
 */
export async function callDodo<T>(
  priority: Priority,
  call: (client: DodoPayments) => Promise<T>,
  whenMissing?: T,
): Promise<T> {
  const answer = await askDodo(priority, call);
  if (answer.kind === "answered") return answer.value;
  if (answer.kind === "unknown") throw dodoUnavailable(answer.error);
  if (answer.status === 404 && whenMissing !== undefined) return whenMissing;
  throw new AppError(
    "provider_refused",
    "Dodo Payments refused the request. The operator has been told why.",
    { retryable: false },
    { cause: answer.error },
  );
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

function dodoUnavailable(cause: unknown): ProviderUnavailable {
  return new ProviderUnavailable(
    "dodo",
    "Dodo Payments is not reachable right now. Nothing was changed. Try again in a few seconds.",
    5,
    { cause },
  );
}
