import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { perProcess } from "../per-process";

/**
 * Without a proxy in front, `x-forwarded-for` is whatever a caller writes, and Next keeps it. Node announces each
 * request before anything handles it; there the true address of the connection is put in its place, so that limits by
 * address can't be dodged by inventing one.
 */
export function trustSocketAddress(): void {
  perProcess("trust-socket-address", () => {
    subscribe("http.server.request.start", (message) => {
      const { request } = message as { request: IncomingMessage };
      request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "unknown";
    });
    return true;
  });
}
