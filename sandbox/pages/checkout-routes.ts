import { Hono } from "hono";
import { findCard } from "../dodo/cards";
import { DodoError } from "../dodo/errors";
import { openCheckout, payCheckout } from "../dodo/pay";
import { publicOrigin, type SandboxContext, type SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";
import { checkoutEndPage, checkoutPage } from "./checkout";

/** GET shows the hosted checkout, POST is its pay button. */
export function checkoutPageRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const sessionId = (c: SandboxContext): string => c.req.param("id") ?? "";

  app.get("/:id", (c) => {
    const session = openCheckout(sandbox, sessionId(c));
    const card = findCard(c.req.query("card") ?? "")?.number;
    return c.html(checkoutPage(sandbox, session, { card }));
  });

  app.post("/:id", async (c) => {
    const form = await c.req.parseBody();
    const { card: number = "", email = "" } = form as Record<string, string>;
    const session = openCheckout(sandbox, sessionId(c));
    const card = findCard(number);
    if (!card) {
      const problem = "This is not a test card.";
      return c.html(checkoutPage(sandbox, session, { card: number, email, problem }), 422);
    }
    const result = payCheckout(sandbox, session.session_id, {
      card,
      email,
      origin: publicOrigin(c, sandbox.config),
    });
    if (result.status === "failed") {
      const problem = result.payment.error_message ?? "Your card was declined.";
      const view = { card: card.number, email, problem, returnUrl: result.redirect_url };
      return c.html(checkoutPage(sandbox, openCheckout(sandbox, session.session_id), view), 402);
    }
    if (result.redirect_url) return c.redirect(result.redirect_url, 303);
    return c.html(checkoutEndPage("Payment successful", "Thank you. You can close this page.", null));
  });

  app.onError((error, c) => {
    if (!(error instanceof DodoError)) throw error;
    const session = sandbox.store.checkouts.get(sessionId(c));
    const href = session?.is_consumed ? session.redirect_url : session?.request.cancel_url;
    c.status(error.status);
    return c.html(
      checkoutEndPage(error.message, `This page can not be paid any more (${error.code}).`, href),
    );
  });
  return app;
}
