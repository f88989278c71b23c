import type { StatusCode } from "hono/utils/http-status";

/** An error answer of the Dodo API: `{ code, message }`, except that a 401 has no body. Dodo docs: error codes. */
export class DodoError extends Error {
  constructor(
    readonly status: StatusCode,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** Null: no body. */
  get body(): string | null {
    return this.status === 401 ? null : JSON.stringify({ code: this.code, message: this.message });
  }
}

export const notFound = (what = "Item"): DodoError => new DodoError(404, "NOT_FOUND", `${what} not found`);

/** For a row that the path names; the provider does not tell "absent" from "not yours". */
export function found<T>(row: T | undefined, what?: string): T {
  if (row === undefined) throw notFound(what);
  return row;
}

const codes: Record<number, string> = {
  400: "INVALID_REQUEST_BODY",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  422: "INVALID_REQUEST_BODY",
  429: "TOO_MANY_REQUESTS",
};

/** How the API would word a status that a test scripted. */
export function dodoErrorAnswer(
  status: number,
  code = codes[status] ?? "INTERNAL_SERVER_ERROR",
  message = `Scripted answer ${status}`,
): Response {
  const { body } = new DodoError(status as StatusCode, code, message);
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}
