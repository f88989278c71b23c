import { z } from "zod";
import { catalogue } from "@/lib/catalogue";
import { type Problem, problemSchema } from "@/lib/contracts/problem";
import { resendErrorSchema } from "@/lib/contracts/resend/error";

// The content security policy forbids code made from strings, and zod would try that first for speed.
z.config({ jitless: true });

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

/** Asks one of MailKit's own routes. Answers are parsed as strictly as the server parses requests. */
export async function fetchJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  init?: RequestInit,
): Promise<z.output<Schema>> {
  const { ok, body } = await readJson(path, init);
  if (!ok) {
    const problem = readProblem(body);
    throw problem ? new ProblemError(problem) : new UnreachableError({ cause: body });
  }
  const data = schema.safeParse(body);
  if (!data.success) throw new UnreachableError({ cause: data.error });
  return data.data;
}

/** MailKit's own routes answer with problems, the Resend-compatible ones as Resend does; here both are one. */
function readProblem(body: unknown): Problem | null {
  const problem = problemSchema.safeParse(body);
  if (problem.success) return problem.data;
  const error = resendErrorSchema.safeParse(body);
  if (!error.success) return null;
  const { statusCode, message, request_id, details } = error.data;
  return {
    ...problemSchema.partial().parse(details),
    type: "about:blank",
    title: message,
    status: statusCode,
    detail: message,
    instance: `urn:uuid:${request_id}`,
    code: details.reason,
    error: message,
  };
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
