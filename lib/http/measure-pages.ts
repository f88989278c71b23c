import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { API_AT_ROOT } from "../contracts/api-paths";
import { metrics } from "../metrics";
import { perProcess } from "../per-process";

const API = new Set<string>(["api", ...API_AT_ROOT]);

/**
 * Measures what `route()` does not see: pages, and the files of browsers. Node announces each request before Next sees it,
 * and each answer once it is written.
 */
export function measurePages(): void {
  perProcess("measure-pages", () => {
    const begunAtMs = new WeakMap<IncomingMessage, number>();
    subscribe("http.server.request.start", (message) => {
      begunAtMs.set((message as { request: IncomingMessage }).request, performance.now());
    });
    subscribe("http.server.response.finish", (message) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      const route = classOf(request.url ?? "/");
      const startedAtMs = begunAtMs.get(request);
      if (route === null || startedAtMs === undefined) return;
      const labels = { route, method: request.method ?? "GET", status: String(response.statusCode) };
      metrics().requests.observe(labels, (performance.now() - startedAtMs) / 1000);
    });
    return true;
  });
}

/** One of two, whatever strangers ask for; null for the API. */
function classOf(url: string): "page" | "static" | null {
  const [first = ""] = url.split(/[/?]/).filter(Boolean);
  if (API.has(first)) return null;
  return first === "_next" ? "static" : "page";
}
