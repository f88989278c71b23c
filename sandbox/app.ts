import { Hono } from "hono";
import { controlApp } from "./control";
import { dodoApp } from "./dodo/app";
import type { SandboxEnv } from "./http";
import { pagesApp } from "./pages/app";
import { resendApp } from "./resend/app";
import type { Sandbox } from "./sandbox";

/** Both providers, the pages for people, and the controls for tests, on one port. */
export function sandboxApp(sandbox: Sandbox): Hono<SandboxEnv> {
  // A client with a trailing slash in its base URL asks for //emails, and is served.
  const getPath = (request: Request): string => new URL(request.url).pathname.replace(/\/{2,}/g, "/");
  const app = new Hono<SandboxEnv>({ getPath });
  app.route("/dodo", dodoApp(sandbox));
  app.route("/resend", resendApp(sandbox));
  app.route("/_", controlApp(sandbox));
  app.route("/", pagesApp(sandbox));
  return app;
}
