import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { type Viewer, viewerFromRequest } from "../auth/session";
import { AppError } from "../errors";
import { log } from "../log";
import { readJson } from "./body";
import { requireSameOrigin } from "./origin";
import { toProblem } from "./problem";
import { clientAddress, consumeRateLimit, type RateLimit } from "./rate-limit";

/** Enough for every JSON body but an email's. */
const BODY_BYTES_MAX_DEFAULT = 64 * 1024;

/** Checkouts cost calls of Dodo's small budget; no person needs more. */
export const checkoutLimit: RateLimit = { name: "checkout", points: 20, perSeconds: 60 };

type Auth = "session" | "none";

interface Options<A extends Auth, B extends z.ZodType> {
  /** `session`: a signed-in user. `none`: anybody; the handler says what it checks instead. */
  auth: A;
  /** Schema of the JSON body. Left out, the body is not touched. */
  body?: B;
  bodyBytesMax?: number;
  /** Per customer with a session, per IP address without one. A function if the configuration decides. */
  limit?: RateLimit | (() => RateLimit);
}

interface Call<A extends Auth, B extends z.ZodType> {
  request: Request;
  requestId: string;
  viewer: A extends "session" ? Viewer : null;
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
  return async (request, context) => {
    const startedAt = performance.now();
    const requestId = uuidv7();
    const url = new URL(request.url);
    let viewer: Viewer | null = null;
    let answer: Response;
    let trouble: ReturnType<typeof toProblem> | undefined;
    try {
      if (options.auth === "session") viewer = await authenticate(request);
      const limit = typeof options.limit === "function" ? options.limit() : options.limit;
      if (limit) await consumeRateLimit(limit, viewer?.customerId ?? clientAddress(request));
      const call = {
        request,
        requestId,
        viewer,
        body:
          options.body &&
          (await readJson(request, options.body, options.bodyBytesMax ?? BODY_BYTES_MAX_DEFAULT)),
        query: url.searchParams,
        params: await singleParams(context),
      };
      // The two casts are what the options promise: a viewer where auth is "session", a body where there is a schema.
      const result = await handler(call as Call<A, B>);
      answer = result instanceof Response ? result : Response.json(result);
    } catch (thrown) {
      trouble = toProblem(thrown, requestId);
      answer = Response.json(trouble.problem, {
        status: trouble.problem.status,
        headers: { ...trouble.headers, "Content-Type": "application/problem+json" },
      });
    }
    answer.headers.set("X-Request-Id", requestId);
    answer.headers.set("X-Content-Type-Options", "nosniff");
    if (!answer.headers.has("Cache-Control")) answer.headers.set("Cache-Control", "private, no-store");
    log[trouble?.level ?? "info"]("request", {
      requestId,
      method: request.method,
      path: url.pathname,
      status: answer.status,
      code: trouble?.problem.code,
      durationMs: Math.round(performance.now() - startedAt),
      customerId: viewer?.customerId,
      error: trouble?.cause,
    });
    return answer;
  };
}

async function authenticate(request: Request): Promise<Viewer> {
  requireSameOrigin(request);
  const viewer = await viewerFromRequest(request);
  if (viewer) return viewer;
  throw new AppError("unauthenticated", "Sign in first: this needs a session.");
}

async function singleParams(context: RouteContext): Promise<Record<string, string>> {
  const entries = Object.entries((await context.params) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
