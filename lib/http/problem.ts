import "server-only";
import { catalogue } from "../catalogue";
import type { Problem } from "../contracts/problem";
import { databaseUnavailable, isDatabaseDown } from "../db/client";
import { AppError, type ErrorCode } from "../errors";

interface Row {
  status: number;
  title: string;
  /** How loud the log is: expected conflicts must not wake anybody. */
  level: "info" | "warn" | "error";
}

/** The one place where a failure becomes a status. */
export const PROBLEMS: Record<ErrorCode, Row> = {
  unreadable_body: { status: 400, title: "The body can't be read", level: "info" },
  unauthenticated: { status: 401, title: "Not signed in", level: "info" },
  missing_api_key: { status: 401, title: "No API key", level: "info" },
  invalid_api_key: { status: 401, title: "The API key is not valid", level: "info" },
  restricted_api_key: { status: 401, title: "The API key may not do this", level: "info" },
  invalid_signature: { status: 401, title: "Invalid signature", level: "warn" },
  insufficient_credits: { status: 402, title: "Not enough credits", level: "info" },
  forbidden_origin: { status: 403, title: "Refused origin", level: "warn" },
  forbidden_role: { status: 403, title: "Your role does not allow this", level: "info" },
  sending_paused: { status: 403, title: "Sending is paused", level: "info" },
  view_only: { status: 403, title: "Only looking is possible here", level: "info" },
  domain_not_verified: { status: 403, title: "The sender's domain is not verified", level: "info" },
  not_found: { status: 404, title: "Not found", level: "info" },
  method_not_allowed: { status: 405, title: "Method not allowed", level: "info" },
  already_subscribed: { status: 409, title: "Already subscribed", level: "info" },
  already_exists: { status: 409, title: "It exists already", level: "info" },
  wrong_state: { status: 409, title: "Not possible in this state", level: "info" },
  invalid_idempotency_key: { status: 400, title: "Invalid Idempotency-Key", level: "info" },
  idempotency_mismatch: { status: 409, title: "Idempotency-Key used with another request", level: "info" },
  body_too_large: { status: 413, title: "The body is too large", level: "info" },
  unsupported_media_type: { status: 415, title: "Unsupported content type", level: "info" },
  invalid_input: { status: 422, title: "Invalid input", level: "info" },
  all_suppressed: { status: 422, title: "Every recipient is suppressed", level: "info" },
  email_refused: { status: 422, title: "The email was refused", level: "info" },
  rate_limited: { status: 429, title: "Too many requests", level: "info" },
  daily_key_budget: { status: 429, title: "The key's daily budget is used up", level: "info" },
  monthly_key_budget: { status: 429, title: "The key's monthly budget is used up", level: "info" },
  daily_limit: { status: 429, title: "The account's daily limit is used up", level: "info" },
  queue_full: { status: 429, title: "Too many emails wait", level: "info" },
  provider_refused: { status: 502, title: "A provider refused the request", level: "error" },
  provider_unavailable: { status: 503, title: "A provider is not available", level: "warn" },
  database_unavailable: { status: 503, title: "The database is not available", level: "error" },
  overloaded: { status: 503, title: "Too much waits to be sent", level: "warn" },
  misconfigured: {
    status: 500,
    title: `${catalogue.productName} is not configured correctly`,
    level: "error",
  },
  sending_halted: { status: 503, title: "All sending is stopped", level: "warn" },
  internal: { status: 500, title: "Internal error", level: "error" },
};

export interface ErrorAnswer<Body extends object> {
  body: Body;
  status: number;
  code: ErrorCode;
  headers: Record<string, string>;
  level: Row["level"];
  /**
   * What the log should carry: the error itself when it was not foreseen, or what caused it. Nothing for a caller's own
   * fault: that a body is no JSON is said by quoting it, and bodies are not logged.
   */
  cause: unknown;
}

/**
 * Turns anything thrown into an RFC 9457 problem. What was not foreseen becomes a 500 without details; those go to
 * the log, under the same request id.
 */
export function toProblem(thrown: unknown, requestId: string): ErrorAnswer<Problem> {
  return toErrorAnswer(thrown, "application/problem+json", (error, { status, title }) => ({
    type: "about:blank",
    title,
    status,
    detail: error.message,
    instance: `urn:uuid:${requestId}`,
    code: error.code,
    error: error.message,
    ...error.details,
  }));
}

/** What both families of routes share of an error: status, Retry-After, and what the log says. */
export function toErrorAnswer<Body extends object>(
  thrown: unknown,
  contentType: string,
  toBody: (error: AppError, row: Row) => Body,
): ErrorAnswer<Body> {
  const error = foreseen(thrown);
  const row = PROBLEMS[error.code];
  const retryAfter = error.details.retry_after;
  return {
    body: toBody(error, row),
    status: row.status,
    code: error.code,
    headers: {
      "Content-Type": contentType,
      ...(typeof retryAfter === "number"
        ? { "Retry-After": String(Math.max(1, Math.ceil(retryAfter))) }
        : {}),
    },
    level: row.level,
    cause: row.level === "info" ? undefined : (error.cause ?? (row.level === "error" ? error : undefined)),
  };
}

function foreseen(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isDatabaseDown(thrown)) return databaseUnavailable(thrown);
  return new AppError(
    "internal",
    "Something went wrong on our side. Try again; if it stays, tell support the id in `instance`.",
    {},
    { cause: thrown },
  );
}
