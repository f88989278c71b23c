import "server-only";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";
import { describeFailure, safeText } from "./answer-text";
import { publicLookup } from "./resolve";

/** For name, connection, request and answer together. */
const TIMEOUT_MS = 15_000;
/** What is kept of an answer; the rest is not read. */
const ANSWER_BYTES_MAX = 2_048;
const LOOPBACK = ["127.0.0.1", "::1"];

/** What became of one attempt. */
export interface PostOutcome {
  /** HTTP status; null if there was no answer. */
  status: number | null;
  /** The beginning of the answer's body, or why there was none. */
  answer: string;
  durationMs: number;
}

interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

interface PostOptions {
  /** Whether receivers on this machine may be called, and without TLS: with the sandbox only. */
  allowsLoopback: boolean;
  timeoutMs?: number;
  /** How names are resolved; by the DNS if left out. */
  lookup?: LookupFunction;
}

/**
 * Posts to a receiver that a customer named. Whatever the name resolves to is checked when the connection is made, and
 * the connection goes to the address that was checked: private, loopback, link-local and other special addresses are
 * refused, however they are written. Redirects are not followed, no proxy is used. Never throws: every failure is an
 * outcome.
 */
export async function post(request: Post, options: PostOptions): Promise<PostOutcome> {
  const startedAt = performance.now();
  const outcome = await attempt(request, options).catch((error: unknown) => ({
    status: null,
    answer: describeFailure(error),
  }));
  return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
}

async function attempt(
  post: Post,
  { allowsLoopback, timeoutMs = TIMEOUT_MS, lookup = publicLookup() }: PostOptions,
): Promise<Omit<PostOutcome, "durationMs">> {
  const url = new URL(post.url);
  const isTls = url.protocol === "https:";
  if (!isTls && !(allowsLoopback && url.protocol === "http:"))
    return { status: null, answer: "Only https addresses are called." };
  const filter = { keepAlive: false, allowIPAddressList: allowsLoopback ? LOOPBACK : [] };
  const agent = isTls ? new RequestFilteringHttpsAgent(filter) : new RequestFilteringHttpAgent(filter);
  const body = Buffer.from(post.body);
  const signal = AbortSignal.timeout(timeoutMs);
  const request = (isTls ? requestHttps : requestHttp)(url, {
    method: "POST",
    agent,
    lookup,
    signal,
    headers: { ...post.headers, "content-length": body.byteLength },
  });
  try {
    const response = await answerOf(request, body, signal);
    return { status: response.statusCode ?? null, answer: await beginningOf(response) };
  } finally {
    request.destroy();
    agent.destroy();
  }
}

function answerOf(request: ClientRequest, body: Buffer, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve);
    // A receiver that switches protocols ends the request without an error; without this it would never be over.
    request.once("upgrade", (_response, socket) => {
      socket.destroy();
      reject(new Error("The receiver wants to speak another protocol."));
    });
    // Stays for good: an error after the answer, such as a reset, is nobody's any more and must not end the process.
    request.on("error", reject);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    request.end(body);
  });
}

/** The status is what decides, so an answer that breaks off or stalls is as good as what was read of it. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const location = response.headers.location;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= ANSWER_BYTES_MAX) break;
    }
  } catch {
    // What was read before stays.
  }
  const text = safeText(Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX));
  if (location === undefined || (response.statusCode ?? 0) < 300) return text;
  return safeText(Buffer.from(`Redirects are not followed (to ${location}). ${text}`)).slice(
    0,
    ANSWER_BYTES_MAX,
  );
}
