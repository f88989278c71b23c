import "server-only";
import type { HeaderObject, ParameterObject } from "../contracts/openapi";
import type { RequestHeader } from "./operation";

const text = (description: string): HeaderObject => ({ description, schema: { type: "string" } });
const whole = (description: string): HeaderObject => ({ description, schema: { type: "integer" } });

const REQUEST_HEADERS: Record<RequestHeader, HeaderObject> = {
  "Idempotency-Key": {
    description:
      "Your name for this request, 1 to 256 printable ASCII characters. The same key with the same request is answered as the first time, and never sends or charges twice.",
    schema: { type: "string", minLength: 1, maxLength: 256 },
  },
  "x-mailkit-dry-run": {
    description: "`1`: say what would happen and what it would cost. Nothing is sent, held or stored.",
    schema: { type: "string", enum: ["1", "true"] },
  },
  "x-batch-validation": {
    description: "`strict`: all emails or none. `permissive`: those that are valid and can be paid for.",
    schema: { type: "string", enum: ["strict", "permissive"], default: "strict" },
  },
  Prefer: text("`respond-async`: do not wait for the email to leave; the answer is 202."),
};

/** Parameters for the headers that an operation reads. */
export function headerParameters(names: readonly RequestHeader[]): ParameterObject[] {
  return names.map((name) => ({ name, in: "header", required: false, ...REQUEST_HEADERS[name] }));
}

/** Headers of every answer to a request with a key. */
export const ANSWER_HEADERS: Record<string, HeaderObject> = {
  "X-Request-Id": {
    description: "The id of this request, for support.",
    schema: { type: "string", format: "uuid" },
  },
  "X-MailKit-Credits-Charged": whole("Credits that this request has taken; 0 if it sends nothing."),
  "X-MailKit-Credits-Remaining": whole("Credits that can be spent now. Missing before the first purchase."),
  "ratelimit-limit": whole("Requests that the key may make in a window."),
  "ratelimit-remaining": whole("Requests that are left in this window."),
  "ratelimit-reset": whole("Seconds until the window ends."),
  "ratelimit-policy": text("Both windows, as `requests;w=seconds`."),
};

/** What an answer to a send says besides. */
export const SEND_HEADERS: Record<string, HeaderObject> = {
  "Idempotency-Replayed": text(
    "`true` if the Idempotency-Key was used before and this is the first answer again.",
  ),
};

/** What an error says besides, where waiting helps. */
export const ERROR_HEADERS: Record<string, HeaderObject> = {
  "Retry-After": whole("Seconds to wait before trying again. Not with every error."),
};
