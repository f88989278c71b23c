import "server-only";
import type { InputIssue } from "./contracts/problem";

/** Everything that can go wrong on purpose. `lib/http/problem.ts` has a status for each; a missing one does not compile. */
export type ErrorCode =
  | "unreadable_body"
  | "unauthenticated"
  | "missing_api_key"
  | "invalid_api_key"
  | "restricted_api_key"
  | "invalid_signature"
  | "insufficient_credits"
  | "forbidden_origin"
  | "forbidden_role"
  | "sending_paused"
  | "view_only"
  | "domain_not_verified"
  | "not_found"
  | "method_not_allowed"
  | "already_subscribed"
  | "already_exists"
  | "wrong_state"
  | "invalid_idempotency_key"
  | "idempotency_mismatch"
  | "body_too_large"
  | "unsupported_media_type"
  | "invalid_input"
  | "all_suppressed"
  | "email_refused"
  | "rate_limited"
  | "daily_key_budget"
  | "monthly_key_budget"
  | "daily_limit"
  | "queue_full"
  | "provider_refused"
  | "provider_unavailable"
  | "database_unavailable"
  | "overloaded"
  | "sending_halted"
  | "misconfigured"
  | "internal";

/** A failure that ends the request. `message` is shown to the caller, so it says what was wrong and what to do. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Further members of the problem document. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "AppError";
  }
}

/** The hard stop. The words are the tutorial's; the numbers and the link let a caller act on it. */
export class InsufficientCredits extends AppError {
  constructor(
    readonly available: number,
    required: number,
    topUpUrl: string,
  ) {
    super("insufficient_credits", "No email credits remaining. Buy a top-up pack or upgrade your plan.", {
      available,
      required,
      top_up_url: topUpUrl,
    });
  }
}

/** The input has these faults, all of them. */
export class InvalidInput extends AppError {
  constructor(
    readonly issues: readonly InputIssue[],
    /** True if the first fault is that something required is not there. */
    readonly isMissing = false,
  ) {
    const first = issues[0];
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more, see \`errors\`)` : "";
    super("invalid_input", first ? `${first.pointer || "body"}: ${first.detail}${more}` : "Invalid input.", {
      errors: issues,
    });
  }
}

/** Dodo or Resend does not answer, or asks to wait. Trying again later helps. */
export class ProviderUnavailable extends AppError {
  constructor(
    readonly provider: "dodo" | "resend",
    message: string,
    readonly retryAfterSeconds = 5,
    options?: ErrorOptions,
  ) {
    super("provider_unavailable", message, { retryable: true, retry_after: retryAfterSeconds }, options);
  }
}
