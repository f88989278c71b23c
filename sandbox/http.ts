import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { SandboxConfig } from "./config";

export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: {
    /** Another request with the same idempotency key was being worked on when this one arrived. */
    isConcurrentSend?: boolean;
  };
}

export type SandboxContext = Context<SandboxEnv>;

/** The address under which the caller, and so probably the browser, reaches the sandbox. */
export function publicOrigin(c: SandboxContext, config: SandboxConfig): string {
  return config.SANDBOX_PUBLIC_URL ?? new URL(c.req.url).origin;
}

/** Ends the connection without an answer. The caller sees a reset. */
export function cutConnection(c: SandboxContext): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole body, writes half of it, and cuts. */
export async function sendHalf(c: SandboxContext, answer: Response): Promise<Response> {
  const body = Buffer.from(await answer.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(answer.status, {
    "content-type": answer.headers.get("content-type") ?? "application/json",
    "content-length": body.length,
  });
  await new Promise<void>((resolve) => {
    outgoing.write(body.subarray(0, Math.ceil(body.length / 2)), () => resolve());
  });
  outgoing.socket?.destroy();
  return RESPONSE_ALREADY_SENT;
}

export const isAlreadySent = (answer: Response): boolean => answer === RESPONSE_ALREADY_SENT;

/** Waits until the time is over or the caller has gone. */
export async function holdConnection(c: SandboxContext, delayMs?: number): Promise<void> {
  const { socket } = c.env.incoming;
  if (socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = delayMs === undefined ? undefined : setTimeout(resolve, delayMs);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
