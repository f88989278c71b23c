import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { AppError } from "../errors";
import { log } from "../log";
import { type Auth, authenticate, type Caller, requireFullAccess } from "./authenticate";
import { readJson } from "./body";
import { bodyRoom } from "./large-bodies";
import { type Limits, limitRate } from "./limit-rate";
import { type ErrorAnswer, toProblem } from "./problem";
import { toResendError } from "./resend-error";

/** Enough for every JSON body but an email's. */
const BODY_BYTES_MAX_DEFAULT = 64 * 1024;

interface Options<A extends Auth, B extends z.ZodType> extends Limits {
  /** Who may call. With `none` the handler says what it checks instead. */
  auth: A;
  /** True if a key that is for sending only may call. */
  forSendingKeys?: boolean;
  /** How errors are written: as RFC 9457 problems, or as Resend's SDKs read them. */
  errors?: "problem" | "resend";
  /** Schema of the JSON body. Left out, the body is not touched. */
  body?: B;
  bodyBytesMax?: number;
}

interface Call<A extends Auth, B extends z.ZodType> {
  request: Request;
  requestId: string;
  caller: A extends "none" ? null : Caller;
  viewer: A extends "session" | "operator" ? NonNullable<Caller["viewer"]> : null;
  body: z.output<B>;
  query: URLSearchParams;
  params: Record<string, string>;
}

interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * The way into every route handler: request id, origin, authentication, rate limit, body, handler, and one log line.
 * A handler returns a Response or an object, which becomes JSON. It throws AppError; only here errors become answers.
 */
export function route<A extends Auth, B extends z.ZodType = z.ZodUndefined>(
  options: Options<A, B>,
  handler: (call: Call<A, B>) => Promise<Response | object>,
): (request: Request, context: RouteContext) => Promise<Response> {
  const toAnswer = options.errors === "resend" ? toResendError : toProblem;
  return async (request, context) => {
    const startedAt = performance.now();
    const requestId = uuidv7();
    const url = new URL(request.url);
    const headers = new Headers({ "X-Request-Id": requestId, "X-Content-Type-Options": "nosniff" });
    let caller: Caller | null = null;
    let answer: Response;
    let trouble: ErrorAnswer<object> | undefined;
    const room = bodyRoom();
    try {
      caller = await authenticate(request, options.auth);
      requireNoChange(request, caller);
      await limitRate(request, caller, options, headers);
      if (caller && !options.forSendingKeys) requireFullAccess(caller);
      const reading = {
        maxBytes: options.bodyBytesMax ?? BODY_BYTES_MAX_DEFAULT,
        takesAnyType: caller?.key != null,
        room,
      };
      const facts = {
        request,
        requestId,
        caller,
        viewer: caller?.viewer ?? null,
        query: url.searchParams,
        params: await singleParams(context),
      };
      const { body: schema } = options;
      const body = schema && (await readJson(request, schema, reading));
      // The cast is what the options promise: a caller unless auth is "none", a body where there is a schema.
      const result = await handler({ ...facts, body } as Call<A, B>);
      answer = result instanceof Response ? result : Response.json(result);
    } catch (thrown) {
      trouble = toAnswer(thrown, requestId);
      answer = Response.json(trouble.body, { status: trouble.status, headers: trouble.headers });
    } finally {
      room.release();
    }
    if (caller?.key) describeCredits(caller, headers);
    if (!answer.headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-store");
    for (const [name, value] of headers) if (!answer.headers.has(name)) answer.headers.set(name, value);
    log[trouble?.level ?? "info"]("request", {
      requestId,
      method: request.method,
      path: loggable(url.pathname),
      status: answer.status,
      code: trouble?.code,
      durationMs: Math.round(performance.now() - startedAt),
      customerId: caller?.customerId,
      error: trouble?.cause,
    });
    return answer;
  };
}

/** An operator who looks at a customer's dashboard changes nothing there. Every route of a session comes by here. */
function requireNoChange({ method }: Request, caller: Caller | null): void {
  if (!caller?.viewer?.viewedBy || method === "GET" || method === "HEAD") return;
  throw new AppError(
    "view_only",
    "You look at this account as its operator, so nothing can be changed. End the view first.",
  );
}

/** What a program wants to know after every call. A handler that charges sets its own numbers. */
function describeCredits({ available }: Caller, headers: Headers): void {
  headers.set("X-MailKit-Credits-Charged", "0");
  if (available !== null) headers.set("X-MailKit-Credits-Remaining", String(available));
}

/** Addresses and tokens in a path are nobody's business but the caller's; words and ids say enough. */
function loggable(path: string): string {
  const isPlain = (segment: string) => /^[a-z0-9-]{0,40}$/.test(segment);
  return path
    .split("/")
    .map((segment) => (isPlain(segment) ? segment : "…"))
    .join("/");
}

async function singleParams(context: RouteContext): Promise<Record<string, string>> {
  const entries = Object.entries((await context.params) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
