import { catalogue } from "@/lib/catalogue";
import type { Problem } from "@/lib/contracts/problem";
import type { ResendError } from "@/lib/contracts/resend/error";

/** Longer than the slowest answer that is still worth waiting for. */
const TIMEOUT_MS = 30_000;

/** The server refused, and said why. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.error);
    this.name = "ProblemError";
  }
}

/** No answer, or none that can be read: whether the request took effect is unknown. */
export class UnreachableError extends Error {
  constructor(options?: ErrorOptions) {
    super(`${catalogue.productName} could not be reached. Check your connection and try again.`, options);
    this.name = "UnreachableError";
  }
}

/**
 * Asks one of MailKit's own routes. Its answer is what the route's contract says: page and routes are of one deployment,
 * and the server parses what leaves it. So this is the one place where the browser takes a body's word for its type.
 */
export async function fetchJson<T = unknown>(path: string, init?: RequestInit): Promise<T> {
  const { ok, body } = await readJson(path, init);
  if (ok) return body as T;
  const problem = readProblem(body);
  throw problem ? new ProblemError(problem) : new UnreachableError({ cause: body });
}

/**
 * MailKit's own routes answer with problems, the Resend-compatible ones as Resend does; here both are one. Null for
 * what neither says, such as a proxy in between.
 */
function readProblem(body: unknown): Problem | null {
  if (!isObject(body)) return null;
  if (isProblem(body)) return body;
  if (!isResendError(body)) return null;
  const { statusCode, message, request_id, details } = body;
  return {
    ...details,
    type: "about:blank",
    title: message,
    status: statusCode,
    detail: message,
    instance: `urn:uuid:${request_id}`,
    code: details.reason,
    error: message,
  };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function isProblem(body: object): body is Problem {
  return "code" in body && typeof body.code === "string" && "error" in body && typeof body.error === "string";
}

function isResendError(body: object): body is ResendError {
  return "message" in body && "details" in body && isObject(body.details) && "reason" in body.details;
}

/** Loads a file from one of MailKit's own routes. */
export async function fetchFile(path: string): Promise<Blob> {
  const trouble = (cause: unknown) => new UnreachableError({ cause });
  const response = await fetch(path, {
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause) => {
    throw trouble(cause);
  });
  if (response.ok)
    return response.blob().catch((cause) => {
      throw trouble(cause);
    });
  const body: unknown = await response.json().catch(() => null);
  const problem = readProblem(body);
  throw problem ? new ProblemError(problem) : trouble(body);
}

async function readJson(path: string, init?: RequestInit): Promise<{ ok: boolean; body: unknown }> {
  try {
    const response = await fetch(path, {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
    });
    return { ok: response.ok, body: await response.json() };
  } catch (cause) {
    throw new UnreachableError({ cause });
  }
}

/** A POST with a JSON body. */
export function jsonPost(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return jsonRequest("POST", body, headers);
}

/** A change with a JSON body. */
export function jsonRequest(
  method: "POST" | "PATCH" | "PUT" | "DELETE",
  body: unknown,
  headers: Record<string, string> = {},
): RequestInit {
  return {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** True if the session has ended. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 401;
}

/** A sentence for people, whatever was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof ProblemError || error instanceof UnreachableError) return error.message;
  return "Something went wrong in this page. Reload it and try again.";
}
