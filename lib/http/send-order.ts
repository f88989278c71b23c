import "server-only";
import type { SendOrder } from "../email";
import { env } from "../env";
import type { Submitted } from "../sending/submit";
import type { Caller } from "./authenticate";
import { idempotencyKey } from "./preferences";
import type { RateLimit } from "./rate-limit";

/** Resend's 40 MB for an email, with room for the JSON around them. */
export const EMAIL_BODY_BYTES_MAX = 48 * 1024 * 1024;

/** Sends of a signed-in user, per customer; the operator's choice. */
export function sendLimit(): RateLimit {
  return { name: "send", points: env().SEND_RATE_PER_MINUTE, perSeconds: 60 };
}

/** Who sends, and under which name: what every route that sends takes from a request. Throws `invalid_idempotency_key`. */
export function sendOrder(
  request: Request,
  { customerId, customerEmail, key, hasSuppressions }: Caller,
): SendOrder {
  return {
    customerId,
    customerEmail,
    keyDomain: key?.domain ?? null,
    hasSuppressions,
    key,
    idempotencyKey: idempotencyKey(request),
  };
}

/** True if the caller only wants to know what would happen: `x-mailkit-dry-run: 1`. */
export function isDryRun(request: Request): boolean {
  return /^(1|true)$/i.test(request.headers.get("x-mailkit-dry-run") ?? "");
}

/** What an answer to a send says in its headers. */
export function sendHeaders({ credits, available, replayed }: Submitted): Record<string, string> {
  return {
    "X-MailKit-Credits-Charged": String(credits),
    "X-MailKit-Credits-Remaining": String(available),
    ...(replayed ? { "Idempotency-Replayed": "true" } : {}),
  };
}
