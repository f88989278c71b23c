import "server-only";
import type { MediaType, ResponseObject } from "../contracts/openapi";
import { problemSchema } from "../contracts/problem";
import { resendErrorSchema } from "../contracts/resend/error";
import type { ErrorCode } from "../errors";
import { PROBLEMS } from "../http/problem";
import { NAMES } from "../http/resend-error";
import { ANSWER_HEADERS, ERROR_HEADERS } from "./headers";
import type { Operation, Shape } from "./operation";

const REQUEST_ID = "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b";

/** What can go wrong with every request that comes with a key. */
const ALWAYS: readonly ErrorCode[] = [
  "missing_api_key",
  "invalid_api_key",
  "rate_limited",
  "database_unavailable",
  "internal",
];
const WITH_BODY: readonly ErrorCode[] = ["unreadable_body", "body_too_large", "invalid_input"];

/** Everything that an operation may answer besides success. */
export function errorsOf({ access, body, errors }: Operation): ErrorCode[] {
  return [
    ...new Set([
      ...ALWAYS,
      ...(access === "full" ? (["restricted_api_key"] as const) : []),
      ...(body ? WITH_BODY : []),
      ...errors,
    ]),
  ];
}

export const errorShape: Shape = {
  name: "Error",
  schema: resendErrorSchema,
  fields: {
    statusCode: "The HTTP status again.",
    message: "What was wrong and what to do, for people. Don't branch on it.",
    name: "The kind of error, in the words of Resend's SDKs. Several reasons may share one.",
    request_id: "The id of this request, for support.",
    details: "What MailKit says beyond Resend.",
    "details.reason": "MailKit's own code. Branch on this one.",
    "details.available": "With `insufficient_credits`: credits that can be spent.",
    "details.required": "With `insufficient_credits` and budgets: credits that the request needs.",
    "details.top_up_url": "With `insufficient_credits`: where to buy more.",
    "details.retry_after": "Seconds to wait, where trying again helps.",
  },
  example: errorExample("rate_limited"),
};

export const problemShape: Shape = {
  name: "Problem",
  schema: problemSchema,
  fields: {
    type: "Always `about:blank`.",
    title: "The kind of problem, for people.",
    status: "The HTTP status again.",
    detail: "What was wrong and what to do.",
    instance: "`urn:uuid:` and the id of this request.",
    code: "The kind of problem, for programs.",
    error: "The same as `detail`.",
    errors: "With `invalid_input`: every fault of the body.",
    "errors.pointer": "Where in the body, as a JSON pointer (RFC 6901).",
    "errors.detail": "What is wrong there.",
    available: "With `insufficient_credits`: credits that can be spent.",
    required: "With `insufficient_credits` and budgets: credits that the request needs.",
    top_up_url: "With `insufficient_credits`: where to buy more.",
    retry_after: "Seconds to wait, where trying again helps.",
  },
  example: problemExample("rate_limited"),
};

function errorExample(code: ErrorCode): object {
  const { status, title } = PROBLEMS[code];
  return {
    statusCode: status,
    message: title,
    name: NAMES[code],
    request_id: REQUEST_ID,
    details: { reason: code },
  };
}

function problemExample(code: ErrorCode): object {
  const { status, title } = PROBLEMS[code];
  const instance = `urn:uuid:${REQUEST_ID}`;
  return { type: "about:blank", title, status, detail: title, instance, code, error: title };
}

/** The error answers of an operation, by status. */
export function errorResponses(operation: Operation): Record<string, ResponseObject> {
  const { shape, example, type } = operation.hasProblems
    ? { shape: problemShape, example: problemExample, type: "application/problem+json" }
    : { shape: errorShape, example: errorExample, type: "application/json" };
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(operation)) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const media: MediaType = {
        schema: { $ref: `#/components/schemas/${shape.name}` },
        examples: Object.fromEntries(
          codes.map((code) => [code, { summary: PROBLEMS[code].title, value: example(code) }]),
        ),
      };
      const description = `${codes.map((code) => PROBLEMS[code].title).join(". ")}.`;
      return [
        status,
        { description, headers: { ...ANSWER_HEADERS, ...ERROR_HEADERS }, content: { [type]: media } },
      ];
    }),
  );
}
