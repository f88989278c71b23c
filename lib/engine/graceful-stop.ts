import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../log";
import { perProcess } from "../per-process";
import { flushTraces } from "../tracing";
import { engine } from "./engine";

/** Longer than a call to a provider may take. What is not done by then is carried on by others, as after a crash. */
const FINISH_WITHIN_MS = 20_000;
const CLOSE_IDLE_MS = 100;

/**
 * When the process is asked to end, it takes no more requests, answers those it has, finishes the calls to Resend and
 * Dodo that it began, and leaves what waits to other instances or the next start. Only where Next leaves the signals to
 * us (NEXT_MANUAL_SIG_HANDLE, which `npm start` sets): it would end the process in the middle of a call.
 */
export function stopGracefully(): void {
  if (!process.env.NEXT_MANUAL_SIG_HANDLE) return;
  perProcess("graceful-stop", () => {
    const servers = new Set<Server>();
    subscribe("http.server.request.start", (message) => {
      servers.add((message as { server: Server }).server);
    });
    let isStopping = false;
    const stop = () => {
      if (isStopping) return;
      isStopping = true;
      void finish(servers);
    };
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
    return true;
  });
}

async function finish(servers: ReadonlySet<Server>): Promise<never> {
  log.info("Stopping: what was begun is finished, nothing new is taken up");
  const closed = Promise.all([...servers].map(close))
    // Callers who wait for their email are served until the end, so the engine stops after the last of them.
    .then(() => engine().stop())
    .then(flushTraces)
    .then(() => "done" as const);
  const end = await Promise.race([closed, sleep(FINISH_WITHIN_MS, "late" as const)]);
  if (end === "late") log.warn("Not everything was finished in time; others carry it on");
  process.exit(0);
}

/** Resolves when the last request is answered. A connection that is only kept open is not waited for. */
async function close(server: Server): Promise<void> {
  const closing = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(closing);
}
