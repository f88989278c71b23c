import { Hono } from "hono";
import { invoicePdf } from "../dodo/invoice";
import { runDueWork } from "../due";
import type { SandboxContext, SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";
import { actionRoutes } from "./actions";
import { checkoutEndPage } from "./checkout";
import { checkoutPageRoutes } from "./checkout-routes";
import { customerPage } from "./customer";
import { dashboardPage } from "./dashboard";
import { deliveryPage } from "./delivery";
import { emailPage, inboxPage, inboxVersion } from "./inbox";
import { portalRoutes } from "./portal-routes";

/** The pages for people: plain HTML and forms. */
export function pagesApp(sandbox: Sandbox): Hono<SandboxEnv> {
  const { store } = sandbox;
  const app = new Hono<SandboxEnv>();
  const notes = (c: SandboxContext) => ({ done: c.req.query("done"), error: c.req.query("error") });
  const notFound = (c: SandboxContext) =>
    c.html(checkoutEndPage("Not found", "The sandbox has no such page.", null), 404);

  // A page elsewhere must not be able to press these buttons. Scripts send no Origin and may.
  app.use(async (c, next) => {
    const origin = c.req.header("origin");
    const own = [new URL(c.req.url).origin, sandbox.config.SANDBOX_PUBLIC_URL];
    if (c.req.method === "POST" && origin !== undefined && !own.includes(origin))
      return c.text("Forbidden", 403);
    await next();
  });
  app.use(async (_c, next) => {
    runDueWork(sandbox);
    await next();
    store.flush();
  });

  app.get("/", (c) => c.html(dashboardPage(sandbox, notes(c))));
  app.get("/customers/:id", (c) => {
    const customer = store.customers.get(c.req.param("id"));
    return customer ? c.html(customerPage(sandbox, customer, notes(c))) : notFound(c);
  });
  app.get("/deliveries/:id", (c) => {
    const row = store.deliveries.get(c.req.param("id"));
    return row ? c.html(deliveryPage(row)) : notFound(c);
  });
  app.get("/invoices/:id", (c) => {
    const payment = store.payments.get(c.req.param("id"));
    return payment ? c.body(invoicePdf(payment), 200, { "content-type": "application/pdf" }) : notFound(c);
  });

  app.get("/inbox", (c) => c.html(inboxPage(sandbox, c.req.query("to"))));
  app.get("/inbox/version", (c) => c.text(inboxVersion(sandbox, c.req.query("to"))));
  app.get("/inbox/:id", (c) => {
    const row = store.emails.get(c.req.param("id"));
    return row ? c.html(emailPage(row)) : notFound(c);
  });

  app.route("/actions", actionRoutes(sandbox));
  app.route("/checkout/session", checkoutPageRoutes(sandbox));
  app.route("/portal", portalRoutes(sandbox));
  app.notFound(notFound);
  return app;
}
