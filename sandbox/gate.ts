import { setTimeout as sleep } from "node:timers/promises";
import type { MiddlewareHandler } from "hono";
import type { Provider } from "./entities";
import type { Fault } from "./faults";
import {
  cutConnection,
  holdConnection,
  isAlreadySent,
  type SandboxContext,
  type SandboxEnv,
  sendHalf,
} from "./http";
import type { Sandbox } from "./sandbox";

/** How a provider words an error of a given status. */
type ErrorAnswer = (status: number, code?: string, message?: string) => Response;

/** Called when a request begins to be worked on; what it returns is called when the work is done. */
type BeginWork = (c: SandboxContext) => () => void;

/**
 * Stands before every request to a provider: counts it, applies a scripted fault, adds latency (half of it
 * before the work and half after, as on a network), and makes the work durable before the answer leaves.
 */
export function gate(
  sandbox: Sandbox,
  provider: Provider,
  errorAnswer: ErrorAnswer,
  begin: BeginWork = () => () => undefined,
): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const path = c.req.path.replace(/^\/+(dodo|resend)\/*/, "/");
    const fault = sandbox.faults.take(provider, c.req.method, path);
    const travelMs = sandbox.settings.latencyMs[provider] / 2;
    const work = async () => {
      const end = begin(c);
      if (travelMs > 0) await sleep(travelMs);
      await next();
      end();
      sandbox.store.flush();
      return c.res;
    };

    const answer = fault ? await faultyAnswer(c, fault, work, errorAnswer) : await work();
    sandbox.calls.record(provider, c.req.method, path, isAlreadySent(answer) ? 0 : answer.status);
    if (travelMs > 0) await sleep(travelMs);
    // Assigning twice is how Hono forgets the headers of the answer that is replaced.
    if (answer !== c.res) {
      c.res = undefined;
      c.res = answer;
    }
  };
}

async function faultyAnswer(
  c: SandboxContext,
  fault: Fault,
  work: () => Promise<Response>,
  errorAnswer: ErrorAnswer,
): Promise<Response> {
  switch (fault.kind) {
    case "status":
      return scriptedStatus(fault, errorAnswer);
    case "reset_before":
      return cutConnection(c);
    case "timeout_before":
      await holdConnection(c, fault.delayMs);
      return cutConnection(c);
    case "hang":
      await holdConnection(c);
      return cutConnection(c);
    case "kill_before":
      kill(fault.pid);
      return cutConnection(c);
    case "html_502":
      return new Response("<html><body><h1>502 Bad Gateway</h1></body></html>", {
        status: 502,
        headers: { "content-type": "text/html" },
      });
    case "empty_200":
      return new Response(null, { status: 200, headers: { "content-length": "0" } });
    case "redirect":
      return new Response(null, { status: fault.status ?? 302, headers: { location: "/_/redirected" } });
    case "slow":
      await sleep(fault.delayMs ?? 0);
      return work();
  }

  const answer = await work();
  switch (fault.kind) {
    case "status_after":
      return scriptedStatus(fault, errorAnswer);
    case "reset_after":
      return cutConnection(c);
    case "timeout_after":
      await holdConnection(c, fault.delayMs);
      return cutConnection(c);
    case "kill_after":
      kill(fault.pid);
      return cutConnection(c);
    case "malformed":
      return new Response(`${await answer.text()}]`, {
        status: answer.status,
        headers: { "content-type": "application/json" },
      });
    case "half_body":
      return sendHalf(c, answer);
  }
}

function scriptedStatus(
  { status = 500, code, message, retryAfter }: Fault,
  errorAnswer: ErrorAnswer,
): Response {
  const answer = errorAnswer(status, code, message);
  if (retryAfter !== undefined) answer.headers.set("retry-after", String(retryAfter));
  return answer;
}

/** The process may be gone already, for example killed by an earlier fault. */
function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {}
}
