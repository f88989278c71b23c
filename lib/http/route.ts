import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { documentHeaders } from "../auth/security-headers";
import type { Need } from "../contracts/roles";
import { AppError } from "../errors";
import { log } from "../log";
import { metrics } from "../metrics";
import { type Span, traced } from "../tracing";
import { type Auth, authenticate, type Caller, requireFullAccess } from "./authenticate";
import { readJson } from "./body";
import { bodyRoom } from "./large-bodies";
import { type Limits, limitRate } from "./limit-rate";
import { type ErrorAnswer, toProblem } from "./problem";
import { requireRole } from "./require-role";
import { toResendError } from "./resend-error";
import { loggablePath, routePattern } from "./route-pattern";

/** Enough for every JSON body but an email's. */
const BODY_BYTES_MAX_DEFAULT = 64 * 1024;

interface Options<A extends Auth, B extends z.ZodType> extends Limits {
  /** Who may call. With `none` the handler says what it checks instead. */
  auth: A;
  /**
   * Which members of the account may call with a session; keys are not asked. Left out, reading is for everybody and
   * changing for owners and developers.
   */
  for?: Need;
  /** True if a key that is for sending only may call. */
  forSendingKeys?: boolean;
  /** How errors are written: as RFC 9457 problems, or as Resend's SDKs read them. */
  errors?: "problem" | "resend";
  /** Schema of the JSON body. Left out, the body is not touched. */
  body?: B;
  bodyBytesMax?: number;
  /** Asked every few seconds by each open page or probe: what went well is a line of the level debug. */
  isPolled?: boolean;
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
  const answerTo = async (request: Request, context: RouteContext, span: Span): Promise<Response> => {
    const startedAtMs = performance.now();
    const requestId = uuidv7();
    const url = new URL(request.url);
    const headers = new Headers({ ...documentHeaders(), "X-Request-Id": requestId });
    let caller: Caller | null = null;
    let answer: Response;
    let trouble: ErrorAnswer<object> | undefined;
    const room = bodyRoom();
    try {
      caller = await authenticate(request, options.auth);
      requireNoChange(request, caller);
      await limitRate(request, caller, options, headers);
      if (caller && !options.forSendingKeys) requireFullAccess(caller);
      // An operator may work in somebody's account, in whatever role: that says nothing about who runs this.
      if (caller?.viewer && options.auth !== "operator")
        requireRole(caller.viewer, options.for ?? (isReading(request) ? "anyone" : "developer"));
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
    const params = (await context.params) ?? {};
    const level = trouble?.level ?? (options.isPolled ? "debug" : "info");
    tell({ request, requestId, params, startedAtMs, caller, answer, trouble, level }, span);
    return answer;
  };
  return (request, context) => traced("request", {}, (span) => answerTo(request, context, span));
}

interface Done {
  request: Request;
  requestId: string;
  params: Record<string, string | string[] | undefined>;
  startedAtMs: number;
  caller: Caller | null;
  answer: Response;
  trouble: ErrorAnswer<object> | undefined;
  level: "debug" | ErrorAnswer<object>["level"];
}

/** What was done, for those who watch: a line in the log, a figure, and a span. */
function tell(done: Done, span: Span): void {
  const { request, requestId, params, startedAtMs, caller, answer, trouble, level } = done;
  const { method } = request;
  const { pathname } = new URL(request.url);
  const { status } = answer;
  const tookMs = performance.now() - startedAtMs;
  const pattern = routePattern(pathname, params);
  metrics().requests.observe({ route: pattern, method, status: String(status) }, tookMs / 1000);
  span.note({
    requestId,
    customerId: caller?.customerId,
    route: pattern,
    method,
    status,
    outcome: trouble?.code,
  });
  log[level]("request", {
    requestId,
    method,
    path: loggablePath(pathname),
    status,
    code: trouble?.code,
    durationMs: Math.round(tookMs),
    customerId: caller?.customerId,
    error: trouble?.cause,
  });
}

const isReading = ({ method }: Request) => method === "GET" || method === "HEAD";

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

async function singleParams(context: RouteContext): Promise<Record<string, string>> {
  const entries = Object.entries((await context.params) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
