import { Hono } from "hono";
import { findCard } from "../dodo/cards";
import { found } from "../dodo/errors";
import { changeCard } from "../dodo/renewal";
import { changeSubscription } from "../dodo/subscriptions";
import type { PortalRow, SubscriptionRow, WebhookEvent } from "../entities";
import type { SandboxContext, SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";
import { checkoutEndPage } from "./checkout";
import { portalPage } from "./portal";

/** A link from `customerPortal.create`. Unlike the real one it may be opened more than once in its 24 hours. */
export function portalRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { store } = sandbox;
  const app = new Hono<SandboxEnv>();
  const portal = (c: SandboxContext): PortalRow => {
    const row = found(store.portals.get(c.req.param("token") ?? ""), "Link");
    return found(Date.parse(row.expires_at) > sandbox.clock.nowMs() ? row : undefined, "Link");
  };

  app.get("/:token", (c) => {
    const row = portal(c);
    const customer = found(store.customers.get(row.customer_id), "Customer");
    return c.html(
      portalPage(sandbox, row, customer, { done: c.req.query("done"), error: c.req.query("error") }),
    );
  });

  const change = (
    name: string,
    done: string,
    run: (row: SubscriptionRow, form: Record<string, unknown>) => WebhookEvent[],
  ): void => {
    app.post(`/:token/${name}`, async (c) => {
      const form = await c.req.parseBody();
      const { token, customer_id } = portal(c);
      const row = store.subscriptions.get(String(form.subscriptionId));
      // The token opens one customer's subscriptions only.
      const own = found(row?.customer.customer_id === customer_id ? row : undefined, "Subscription");
      sandbox.webhooks.emit("dodo", run(own, form));
      return c.redirect(`/portal/${token}?${new URLSearchParams({ done })}`, 303);
    });
  };
  change(
    "cancel",
    "Your subscription ends with this period.",
    (row) => changeSubscription(sandbox, row, { cancel_at_next_billing_date: true }).events,
  );
  change(
    "resume",
    "Your subscription goes on.",
    (row) => changeSubscription(sandbox, row, { cancel_at_next_billing_date: false }).events,
  );
  change("card", "Your card was changed.", (row, form) =>
    changeCard(sandbox, row, found(findCard(String(form.card)) ?? undefined, "Card")),
  );

  app.onError((error, c) => c.html(checkoutEndPage("This link does not work", error.message, null), 404));
  return app;
}
