import type { StatusCode } from "hono/utils/http-status";
import type { ErrorResponse } from "resend";

type ResendErrorName = ErrorResponse["name"];

/** An error answer of the Resend API; the key order is the one seen on the wire. */
export class ResendError extends Error {
  constructor(
    readonly statusCode: StatusCode,
    override readonly name: ResendErrorName,
    message: string,
  ) {
    super(message);
  }

  toJSON(): ErrorResponse {
    return { statusCode: this.statusCode, message: this.message, name: this.name };
  }
}

export const invalid = (message: string): ResendError => new ResendError(422, "validation_error", message);

export const missingField = (field: string): ResendError =>
  new ResendError(422, "missing_required_field", `Missing \`${field}\` field.`);

export function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new ResendError(404, "not_found", `${what} not found`);
  return row;
}

const names: Record<number, ResendErrorName> = {
  400: "validation_error",
  401: "missing_api_key",
  403: "validation_error",
  404: "not_found",
  405: "method_not_allowed",
  409: "concurrent_idempotent_requests",
  422: "validation_error",
  429: "rate_limit_exceeded",
};

/** How the API would word a status that a test scripted. */
export function resendErrorAnswer(
  statusCode: number,
  name: string = names[statusCode] ?? "application_error",
  message = `Scripted answer ${statusCode}`,
): Response {
  return Response.json({ statusCode, message, name }, { status: statusCode });
}
