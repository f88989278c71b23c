import { Hono } from "hono";
import { runDueWork } from "../due";
import { gate } from "../gate";
import type { SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";
import { balanceRoutes } from "./balance-routes";
import { caseRoutes } from "./cases";
import { checkoutRoutes } from "./checkout-routes";
import { customerRoutes } from "./customer-routes";
import { entitlementRoutes } from "./entitlement-routes";
import { DodoError, dodoErrorAnswer } from "./errors";
import { paymentRoutes } from "./payment-routes";
import { productRoutes } from "./product-routes";
import { subscriptionRoutes } from "./subscription-routes";
import { webhookRoutes } from "./webhook-routes";

/** The Dodo API, for the unchanged official SDK with its base URL pointed here. */
export function dodoApp(sandbox: Sandbox): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.use(gate(sandbox, "dodo", dodoErrorAnswer));
  app.use(async (c, next) => {
    if (c.req.header("authorization") !== `Bearer ${sandbox.config.SANDBOX_DODO_API_KEY}`) {
      throw new DodoError(401, "UNAUTHORIZED", "Unauthorized");
    }
    const rate = sandbox.limits.dodo(sandbox.settings);
    for (const [name, value] of Object.entries(rate.headers)) c.header(name, value);
    if (!rate.isAllowed) throw new DodoError(429, "TOO_MANY_REQUESTS", "Too many requests");
    runDueWork(sandbox);
    await next();
  });

  app.route("/customers", customerRoutes(sandbox));
  app.route("/credit-entitlements", entitlementRoutes(sandbox));
  app.route("/credit-entitlements/:entitlementId/balances", balanceRoutes(sandbox));
  app.route("/products", productRoutes(sandbox));
  app.route("/checkouts", checkoutRoutes(sandbox));
  app.route("/subscriptions", subscriptionRoutes(sandbox));
  app.route("/", paymentRoutes(sandbox));
  app.route("/", caseRoutes(sandbox));
  app.route("/webhooks", webhookRoutes(sandbox));

  // Never a silent 200: a call that the sandbox does not know must be seen.
  app.all("*", (c) => {
    sandbox.calls.recordUnknown("dodo", c.req.method, c.req.path);
    return c.json(
      { code: "SANDBOX_NOT_IMPLEMENTED", message: `The sandbox has no ${c.req.method} ${c.req.path}` },
      501,
    );
  });
  app.onError((error, c) => {
    if (error instanceof DodoError) {
      return c.newResponse(error.body, error.status, { "content-type": "application/json" });
    }
    console.error(error);
    return c.json({ code: "INTERNAL_SERVER_ERROR", message: String(error) }, 500);
  });
  return app;
}
