import "server-only";
import type { ErrorCode } from "../errors";

/** What a program, or whoever wrote it, should do about each error. A code without an entry does not compile. */
export const ERROR_HELP: Record<ErrorCode, string> = {
  unreadable_body: "Send valid JSON in UTF-8. Sending the same bytes again does not help.",
  unauthenticated: "Sign in: this route is for the dashboard.",
  missing_api_key: "Add the header `Authorization: Bearer mk_…`.",
  invalid_api_key: "The key is wrong, was revoked, or has expired. Make a new one in the dashboard.",
  restricted_api_key: "The key is for sending only, or for one domain. Use a key that may do this.",
  invalid_signature: "The request was not signed by the provider it claims to come from.",
  insufficient_credits:
    "Buy credits at `details.top_up_url`, then send again. Nothing was sent and nothing was charged.",
  forbidden_origin: "Call with an API key from a server, not with a browser's cookie from another site.",
  forbidden_role:
    "The role of the signed-in person is not enough. An owner can change it; keys have no role.",
  sending_paused:
    "Sending from the account is paused; `details.pause_reason` says why. Write to support, whose address the message names, to have it resumed.",
  view_only: "An operator looks at this account, and can change nothing in it.",
  domain_not_verified: "Verify the domain of `from`, or leave `from` out.",
  not_found: "Check the path and the id. Another customer's ids are not found either.",
  method_not_allowed: "This path exists, but not with this method.",
  already_subscribed: "There is a plan already. Change it in the billing portal.",
  already_exists: "It is there already: use the one that exists.",
  wrong_state: "It can't be done any more, or not yet. Read the object, then decide.",
  invalid_idempotency_key: "Use 1 to 256 printable ASCII characters.",
  idempotency_mismatch: "Use a new key for a new email. `details.email_id` is the email that the key names.",
  body_too_large: "Send less at once; the limit is in the message.",
  unsupported_media_type: "Send `Content-Type: application/json`.",
  invalid_input: "Correct the fields that `details.errors` names, each with a JSON pointer.",

  all_suppressed: "Everybody in `to` is on your suppression list. Take them off it, or don't write to them.",
  email_refused: "The provider refused this email for good. Nothing was charged; the message says why.",
  rate_limited: "Wait for `retry-after` seconds, then send again.",
  daily_key_budget: "Raise the key's daily budget, or wait for the next day (UTC).",
  monthly_key_budget: "Raise the key's monthly budget, or wait for the next month (UTC).",
  daily_limit:
    "The account may use no more credits today (UTC). Wait for `retry-after` seconds, or ask support to lift the limit.",
  queue_full: "Too many of your emails wait to be sent. Wait for `retry-after` seconds.",
  provider_refused: "A provider refused MailKit's own request. Tell support the `request_id`.",
  provider_unavailable: "Send again after `retry-after` seconds, with the same Idempotency-Key.",
  database_unavailable: "Send again in a moment, with the same Idempotency-Key.",
  overloaded: "Send again after `retry-after` seconds, with the same Idempotency-Key.",
  sending_halted: "The operator has stopped all sending. Send again later, with the same Idempotency-Key.",
  misconfigured: "The operator has to act. Tell support the `request_id`.",
  internal: "Send again with the same Idempotency-Key. If it stays, tell support the `request_id`.",
};
