import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { runDueWork } from "../due";
import { gate } from "../gate";
import type { SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";
import { apiKeyRoutes } from "./api-key-routes";
import { authenticate } from "./authenticate";
import { domainRoutes } from "./domain-routes";
import { emailRoutes } from "./email-routes";
import { ResendError, resendErrorAnswer } from "./errors";
import { markInFlight } from "./idempotency";
import { suppressionRoutes } from "./suppression-routes";
import { webhookRoutes } from "./webhook-routes";

/** The Resend API, for the unchanged official SDK with its base URL pointed here. */
export function resendApp(sandbox: Sandbox): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.use(gate(sandbox, "resend", resendErrorAnswer, (c) => markInFlight(sandbox, c)));
  app.use(async (c, next) => {
    authenticate(sandbox, c);
    runDueWork(sandbox);
    await next();
  });

  app.route("/emails", emailRoutes(sandbox));
  app.route("/domains", domainRoutes(sandbox));
  app.route("/api-keys", apiKeyRoutes(sandbox));
  app.route("/webhooks", webhookRoutes(sandbox));
  app.route("/suppressions", suppressionRoutes(sandbox));

  // Never a silent 200: a call that the sandbox does not know must be seen.
  app.all("*", (c) => {
    sandbox.calls.recordUnknown("resend", c.req.method, c.req.path);
    const message = `The sandbox has no ${c.req.method} ${c.req.path}`;
    return c.json({ statusCode: 501, message, name: "application_error" }, 501);
  });
  app.onError((error, c) => {
    if (error instanceof ResendError) {
      return c.newResponse(JSON.stringify(error), error.statusCode, { "content-type": "application/json" });
    }
    if (error instanceof HTTPException) return error.getResponse();
    console.error(error);
    return c.json({ statusCode: 500, message: String(error), name: "application_error" }, 500);
  });
  return app;
}
