import "server-only";
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
const PROBLEMS: Record<ErrorCode, Row> = {
  unreadable_body: { status: 400, title: "The body can't be read", level: "info" },
  unauthenticated: { status: 401, title: "Not signed in", level: "info" },
  invalid_signature: { status: 401, title: "Invalid signature", level: "warn" },
  insufficient_credits: { status: 402, title: "Not enough credits", level: "info" },
  forbidden_origin: { status: 403, title: "Refused origin", level: "warn" },
  not_found: { status: 404, title: "Not found", level: "info" },
  already_subscribed: { status: 409, title: "Already subscribed", level: "info" },
  idempotency_mismatch: { status: 409, title: "Idempotency-Key used with another request", level: "info" },
  body_too_large: { status: 413, title: "The body is too large", level: "info" },
  unsupported_media_type: { status: 415, title: "Unsupported content type", level: "info" },
  invalid_input: { status: 422, title: "Invalid input", level: "info" },
  email_refused: { status: 422, title: "The email was refused", level: "info" },
  rate_limited: { status: 429, title: "Too many requests", level: "info" },
  queue_full: { status: 429, title: "Too many emails wait", level: "info" },
  provider_refused: { status: 502, title: "A provider refused the request", level: "error" },
  provider_unavailable: { status: 503, title: "A provider is not available", level: "warn" },
  database_unavailable: { status: 503, title: "The database is not available", level: "error" },
  overloaded: { status: 503, title: "Too much waits to be sent", level: "warn" },
  misconfigured: { status: 500, title: "MailKit is not configured correctly", level: "error" },
  internal: { status: 500, title: "Internal error", level: "error" },
};

export interface ProblemAnswer {
  problem: Problem;
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
export function toProblem(thrown: unknown, requestId: string): ProblemAnswer {
  const error = foreseen(thrown);
  const row = PROBLEMS[error.code];
  const retryAfter = error.details.retry_after;
  return {
    problem: {
      type: "about:blank",
      title: row.title,
      status: row.status,
      detail: error.message,
      instance: `urn:uuid:${requestId}`,
      code: error.code,
      error: error.message,
      ...error.details,
    },
    headers:
      typeof retryAfter === "number" ? { "Retry-After": String(Math.max(1, Math.ceil(retryAfter))) } : {},
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
