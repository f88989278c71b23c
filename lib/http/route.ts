import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { env } from "../env";
import { log } from "../log";
import { type Auth, authenticate, type Caller, requireFullAccess } from "./authenticate";
import { readJson } from "./body";
import { withRoomForBody } from "./large-bodies";
import { type ErrorAnswer, toProblem } from "./problem";
import {
  clientAddress,
  type RateLimit,
  rateLimitHeaders,
  requireWithin,
  takeFromRateLimit,
} from "./rate-limit";
import { toResendError } from "./resend-error";

/** Enough for every JSON body but an email's. */
const BODY_BYTES_MAX_DEFAULT = 64 * 1024;

/** Checkouts cost calls of Dodo's small budget; no person needs more. */
export const checkoutLimit: RateLimit = { name: "checkout", points: 20, perSeconds: 60 };

/** An export may read a million rows; people make a few of them. */
export const exportLimit: RateLimit = { name: "export", points: 20, perSeconds: 60 };

/** For callers who show nothing of who they are, per address; what a flood asks for is not answered. */
const ANONYMOUS_LIMIT: RateLimit = { name: "anonymous", points: 1_200, perSeconds: 60 };
/** Providers deliver from a handful of addresses, thousands of messages a second when much is sent. */
export const webhookLimit: RateLimit = { name: "webhook", points: 300_000, perSeconds: 60 };

/** A burst is taken from a window of this length, so that it can't become the rule. */
const BURST_SECONDS = 60;

interface Options<A extends Auth, B extends z.ZodType> {
  /** Who may call. With `none` the handler says what it checks instead. */
  auth: A;
  /** True if a key that is for sending only may call. */
  forSendingKeys?: boolean;
  /** How errors are written: as RFC 9457 problems, or as Resend's SDKs read them. */
  errors?: "problem" | "resend";
  /** Schema of the JSON body. Left out, the body is not touched. */
  body?: B;
  bodyBytesMax?: number;
  /**
   * Per customer with a session, per IP address without one, which has a limit of its own if this is left out. A function
   * if the configuration decides. Keys have their own.
   */
  limit?: RateLimit | (() => RateLimit) | "none";
}

interface Call<A extends Auth, B extends z.ZodType> {
  request: Request;
  requestId: string;
  caller: A extends "none" ? null : Caller;
  viewer: A extends "session" ? NonNullable<Caller["viewer"]> : null;
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
    try {
      caller = await authenticate(request, options.auth);
      await limitRate(request, caller, options.limit, headers);
      if (caller && !options.forSendingKeys) requireFullAccess(caller);
      const reading = {
        maxBytes: options.bodyBytesMax ?? BODY_BYTES_MAX_DEFAULT,
        takesAnyType: caller?.key != null,
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
      const run = async () => {
        const body = schema && (await readJson(request, schema, reading));
        // The cast is what the options promise: a caller unless auth is "none", a body where there is a schema.
        return handler({ ...facts, body } as Call<A, B>);
      };
      const result = await (schema ? withRoomForBody(request, reading.maxBytes, run) : run());
      answer = result instanceof Response ? result : Response.json(result);
    } catch (thrown) {
      trouble = toAnswer(thrown, requestId);
      answer = Response.json(trouble.body, { status: trouble.status, headers: trouble.headers });
    }
    if (caller?.key) describeCredits(caller, headers);
    if (!answer.headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-store");
    for (const [name, value] of headers) if (!answer.headers.has(name)) answer.headers.set(name, value);
    log[trouble?.level ?? "info"]("request", {
      requestId,
      method: request.method,
      path: url.pathname,
      status: answer.status,
      code: trouble?.code,
      durationMs: Math.round(performance.now() - startedAt),
      customerId: caller?.customerId,
      error: trouble?.cause,
    });
    return answer;
  };
}

/** What a program wants to know after every call. A handler that charges sets its own numbers. */
function describeCredits({ available }: Caller, headers: Headers): void {
  headers.set("X-MailKit-Credits-Charged", "0");
  if (available !== null) headers.set("X-MailKit-Credits-Remaining", String(available));
}

/** Counts the request where it is limited. Throws `rate_limited`. */
async function limitRate(
  request: Request,
  caller: Caller | null,
  limit: Options<Auth, z.ZodType>["limit"],
  headers: Headers,
): Promise<void> {
  if (limit === "none") return;
  const given = typeof limit === "function" ? limit() : limit;
  const own = caller?.key ? keyLimit() : (given ?? (caller ? null : ANONYMOUS_LIMIT));
  if (!own) return;
  const standing = await takeFromRateLimit(
    own,
    caller?.key?.id ?? caller?.customerId ?? clientAddress(request),
  );
  for (const [name, value] of Object.entries(rateLimitHeaders(standing))) headers.set(name, value);
  requireWithin(standing);
}

/** One for all routes: a program's calls are its calls. */
function keyLimit(): RateLimit {
  const { API_RATE_PER_SECOND: points, API_RATE_BURST } = env();
  return {
    name: "key",
    points,
    perSeconds: 1,
    burst: { points: Math.max(1, API_RATE_BURST - points), perSeconds: BURST_SECONDS },
  };
}

async function singleParams(context: RouteContext): Promise<Record<string, string>> {
  const entries = Object.entries((await context.params) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
