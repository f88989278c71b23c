import "server-only";
import { z } from "zod";

/** What became of one email of a call, for certain. */
export type MemberOutcome =
  | { kind: "sent"; resendId: string }
  /** Resend will never take this email, for this reason in words. */
  | { kind: "refused"; reason: string };

/** What one call to Resend means. Only `settled` and `divided` are certain. */
export type DispatchOutcome =
  /** One outcome per email, in the order of the call. */
  | { kind: "settled"; members: MemberOutcome[] }
  /** The call was refused as a whole and nothing was sent: each email is to go by itself, under a new key. */
  | { kind: "divided"; reason: string }
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

const idSchema = z.object({ id: z.string().min(1) });
const batchSchema = z.object({
  data: z.array(z.unknown()),
  errors: z.array(z.object({ index: z.number().int(), message: z.string() })).default([]),
});
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
 * fault in the email. Two of its 403s are about one email and not about the account: its recipients in test mode, and a customer's domain.
 */
const INVALID_KEY_TEXT = /api key is invalid/i;
/** A longer wait than this is not believed, or one odd header would stop the line for a day. */
const RETRY_AFTER_MAX_MS = 60_000;
/** Answers about the account or the address of the API, which no other email would change. */
const STOPPING_STATUSES = new Set([401, 402, 403, 404, 405]);
const TEST_RECIPIENT_TEXT = /only send testing emails to your own email address/i;

/** A customer's domain may lose its records, or be deleted, while emails from it wait. */
const UNVERIFIED_TEXT = /the (\S+) domain is not verified/i;

/** The call that is answered. */
export interface DispatchCall {
  /** Emails in it: one is `POST /emails`, more are a batch. */
  size: number;
  /** 1 if it was made for the first time. */
  attempt: number;
}

/** Decides what an answer means. `operatorDomain` is the one that emails of customers without their own go out from. Pure. */
export function dispatchOutcome(
  answer: ResendAnswer,
  { size, attempt }: DispatchCall,
  operatorDomain: string,
): DispatchOutcome {
  if (answer.error === null || answer.error === undefined) {
    const members = size === 1 ? readOne(answer.data) : readBatch(answer.data, size);
    if (members) return { kind: "settled", members };
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
  const isAboutTheEmail =
    statusCode === 403 && (TEST_RECIPIENT_TEXT.test(message) || isCustomersDomain(message, operatorDomain));
  if (!isAboutTheEmail && STOPPING_STATUSES.has(statusCode))
    return { kind: "stopped", reason: `${name}: ${message}` };
  // A fault of the bytes would have been one at the first try, too. Any other refusal of a repeated call may have come
  // before Resend looked at the key, and says nothing about the call whose answer was lost.
  const isFaultOfTheBytes = statusCode === 400 || statusCode === 422;
  if (statusCode >= 400 && (attempt === 1 || isFaultOfTheBytes)) return refusal(size, message);
  return { kind: "unknown", reason: message, retryAfterMs: null };
}

function isCustomersDomain(message: string, operatorDomain: string): boolean {
  const [, domain] = UNVERIFIED_TEXT.exec(message) ?? [];
  return domain !== undefined && domain.toLowerCase() !== operatorDomain.toLowerCase();
}

function refusal(size: number, reason: string): DispatchOutcome {
  return size === 1
    ? { kind: "settled", members: [{ kind: "refused", reason }] }
    : { kind: "divided", reason };
}

function readOne(data: unknown): MemberOutcome[] | null {
  const accepted = idSchema.safeParse(data);
  return accepted.success ? [{ kind: "sent", resendId: accepted.data.id }] : null;
}

/**
 * Reads a permissive batch's answer: ids of what was taken, and errors with the index of what was not. Whether `data`
 * has a place for the refused ones is not documented, so both are read. An answer that does not account for every email
 * exactly once says nothing for certain: null.
 */
function readBatch(data: unknown, size: number): MemberOutcome[] | null {
  const batch = batchSchema.safeParse(data);
  if (!batch.success) return null;
  const refusals = new Map(batch.data.errors.map(({ index, message }) => [index, message]));
  if ([...refusals.keys()].some((index) => index < 0 || index >= size)) return null;
  const places = batch.data.data;
  const isAligned = places.length === size;
  if (!isAligned && places.length !== size - refusals.size) return null;
  const members: MemberOutcome[] = [];
  let next = 0;
  for (let index = 0; index < size; index++) {
    const reason = refusals.get(index);
    const place = reason === undefined || isAligned ? places[next++] : undefined;
    const accepted = idSchema.safeParse(place);
    if (reason === undefined && !accepted.success) return null;
    if (reason !== undefined && accepted.success) return null;
    members.push(
      accepted.success
        ? { kind: "sent", resendId: accepted.data.id }
        : { kind: "refused", reason: reason ?? "" },
    );
  }
  return members;
}

/** Reads `retry-after` in seconds. Null if it is missing or a date. */
function retryAfterMs(headers: Record<string, string> | null): number | null {
  const seconds = Number(headers?.["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, RETRY_AFTER_MAX_MS) : null;
}
