import "server-only";
import { z } from "zod";

/** What one call to Resend means for the email in it. Only `sent` and `refused` are certain. */
export type DispatchOutcome =
  | { kind: "sent"; resendId: string }
  /** Resend will never take this email, for this reason in words. */
  | { kind: "refused"; reason: string }
  /** It may or may not have been taken: the same bytes with the same key, later. */
  | { kind: "unknown"; reason: string; retryAfterMs: number | null }
  /** Nothing can be sent for anybody until an operator acts or a quota resets. */
  | { kind: "stopped"; reason: string }
  /** Resend knows the key with another payload: something was sent, but not by these bytes. Needs evidence. */
  | { kind: "contradiction"; reason: string };

/** What the SDK returns: it never throws for HTTP or network failures, and passes error bodies on as they came. */
export interface ResendAnswer {
  data: unknown;
  error: unknown;
  headers: Record<string, string> | null;
}

const acceptedSchema = z.object({ id: z.string().min(1) });
const errorSchema = z.object({ name: z.string(), message: z.string(), statusCode: z.number().nullable() });

const RETRY_SAME_KEY = new Set([
  "concurrent_idempotent_requests",
  "rate_limit_exceeded",
  "resource_locked",
  "application_error",
  "internal_server_error",
  "service_unavailable",
]);
const STOPS_THE_LINE = new Set([
  "daily_quota_exceeded",
  "monthly_quota_exceeded",
  "missing_api_key",
  "invalid_api_key",
  "restricted_api_key",
  "suspended_api_key",
  "invalid_permission",
]);

/**
 * Resend says "API key is invalid" as a 400 or 401 `validation_error`, so the text is all there is to tell it from a
 * fault in the email. The test-mode refusal is a 403 that is about one email's recipients, not about the account.
 */
const INVALID_KEY_TEXT = /api key is invalid/i;
const TEST_RECIPIENT_TEXT = /only send testing emails to your own email address/i;

/** Decides what an answer of `POST /emails` means. Pure. */
export function dispatchOutcome(answer: ResendAnswer): DispatchOutcome {
  if (answer.error === null || answer.error === undefined) {
    const accepted = acceptedSchema.safeParse(answer.data);
    if (accepted.success) return { kind: "sent", resendId: accepted.data.id };
    return { kind: "unknown", reason: "Resend's answer could not be read.", retryAfterMs: null };
  }
  const parsed = errorSchema.safeParse(answer.error);
  if (!parsed.success)
    return { kind: "unknown", reason: "Resend's error could not be read.", retryAfterMs: null };
  const { name, message, statusCode } = parsed.data;
  if (statusCode === null) return { kind: "unknown", reason: "Resend did not answer.", retryAfterMs: null };
  if (name === "invalid_idempotent_request") return { kind: "contradiction", reason: message };
  if (STOPS_THE_LINE.has(name) || INVALID_KEY_TEXT.test(message))
    return { kind: "stopped", reason: `${name}: ${message}` };
  if (RETRY_SAME_KEY.has(name) || statusCode >= 500 || statusCode === 408 || statusCode === 429)
    return { kind: "unknown", reason: message, retryAfterMs: retryAfterMs(answer.headers) };
  if (statusCode === 403 && TEST_RECIPIENT_TEXT.test(message)) return { kind: "refused", reason: message };
  if (statusCode === 401 || statusCode === 403) return { kind: "stopped", reason: `${name}: ${message}` };
  if (statusCode >= 400) return { kind: "refused", reason: message };
  return { kind: "unknown", reason: message, retryAfterMs: null };
}

/** Reads `retry-after` in seconds. Null if it is missing or a date. */
function retryAfterMs(headers: Record<string, string> | null): number | null {
  const seconds = Number(headers?.["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}
