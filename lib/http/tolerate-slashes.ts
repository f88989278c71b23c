import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { perProcess } from "../per-process";

/**
 * Resend's SDKs put their path behind the base URL as it is, so one that ends in a slash makes `//emails`. Next answers
 * that with a redirect, which not every client follows with its body. Node announces each request before Next sees it;
 * there the path is put right.
 */
export function tolerateSlashes(): void {
  perProcess("tolerate-slashes", () => {
    subscribe("http.server.request.start", (message) => {
      const { request } = message as { request: IncomingMessage };
      if (request.url?.startsWith("//")) request.url = request.url.replace(/^\/+/, "/");
    });
    return true;
  });
}
