import "server-only";
import { AppError } from "../errors";

/** Resend's bounds, so that a client of either can keep its keys; printable ASCII, because it is a header. */
const KEY = /^[\x21-\x7e][\x20-\x7e]{0,255}$/;

/** The caller's Idempotency-Key; null without the header. Throws `invalid_idempotency_key` for one that can't be a key. */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (KEY.test(key)) return key;
  throw new AppError(
    "invalid_idempotency_key",
    "The header `Idempotency-Key` must be 1 to 256 printable ASCII characters.",
  );
}

/** The token of `Authorization: Bearer …`; null without one. */
export function bearerToken(request: Request): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

/** True if the caller asks not to wait: `Prefer: respond-async` (RFC 7240). */
export function prefersAsync(request: Request): boolean {
  const preferences = (request.headers.get("prefer") ?? "").split(",");
  return preferences.some((preference) => preference.split(";")[0]?.trim().toLowerCase() === "respond-async");
}
