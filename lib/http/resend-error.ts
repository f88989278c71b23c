import "server-only";
import type { ResendError, ResendErrorName } from "../contracts/resend/error";
import { type ErrorCode, InvalidInput } from "../errors";
import { type ErrorAnswer, toErrorAnswer } from "./problem";

/** The classic name that Resend's SDKs read for each of our codes. */
export const NAMES: Record<ErrorCode, ResendErrorName> = {
  unreadable_body: "validation_error",
  unauthenticated: "missing_api_key",
  missing_api_key: "missing_api_key",
  invalid_api_key: "invalid_api_key",
  restricted_api_key: "restricted_api_key",
  invalid_signature: "security_error",
  // The nearest of the known names: nothing more goes out until more is bought. Status and details say the rest.
  insufficient_credits: "monthly_quota_exceeded",
  forbidden_origin: "security_error",
  // Only for people who are signed in: a key has no role.
  forbidden_role: "restricted_api_key",
  sending_paused: "security_error",
  view_only: "security_error",
  domain_not_verified: "validation_error",
  not_found: "not_found",
  method_not_allowed: "method_not_allowed",
  already_subscribed: "validation_error",
  already_exists: "validation_error",
  wrong_state: "validation_error",
  invalid_idempotency_key: "invalid_idempotency_key",
  idempotency_mismatch: "invalid_idempotent_request",
  body_too_large: "validation_error",
  unsupported_media_type: "validation_error",
  invalid_input: "validation_error",
  all_suppressed: "validation_error",
  email_refused: "validation_error",
  rate_limited: "rate_limit_exceeded",
  daily_key_budget: "daily_quota_exceeded",
  monthly_key_budget: "monthly_quota_exceeded",
  daily_limit: "daily_quota_exceeded",
  queue_full: "rate_limit_exceeded",
  provider_refused: "application_error",
  provider_unavailable: "application_error",
  database_unavailable: "application_error",
  overloaded: "application_error",
  sending_halted: "application_error",
  misconfigured: "internal_server_error",
  internal: "internal_server_error",
};

/**
 * Turns anything thrown into an error as Resend words it. No member may be called `error`, `type` or `code`: the PHP
 * SDK reads those first (seen in resend-php 1.10).
 */
export function toResendError(thrown: unknown, requestId: string): ErrorAnswer<ResendError> {
  return toErrorAnswer(thrown, "application/json", (error, { status }) => ({
    statusCode: status,
    message: error instanceof InvalidInput ? inResendsWords(error) : error.message,
    name: error instanceof InvalidInput ? nameOf(error) : NAMES[error.code],
    request_id: requestId,
    details: { reason: error.code, ...error.details },
  }));
}

function nameOf({ issues, isMissing }: InvalidInput): ResendErrorName {
  if (/^(\/\d+)?\/attachments/.test(issues[0]?.pointer ?? "")) return "invalid_attachment";
  return isMissing ? "missing_required_field" : "validation_error";
}

/** As in "Missing `to` field." All faults are in `details.errors`. */
function inResendsWords({ issues, isMissing, message }: InvalidInput): string {
  const [first] = issues;
  if (!first?.pointer) return message;
  const field = first.pointer.slice(1).replaceAll("/", ".");
  return isMissing ? `Missing \`${field}\` field.` : `Invalid \`${field}\` field. ${first.detail}`;
}
