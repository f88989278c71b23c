import type {
  SubscriptionListResponse,
  SubscriptionRetrieveCreditUsageResponse,
  SubscriptionUpdatePaymentMethodResponse,
} from "dodopayments/resources/subscriptions";
import { Hono } from "hono";
import { z } from "zod";
import type { SubscriptionRow } from "../entities";
import { publicOrigin, type SandboxEnv } from "../http";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import { balanceOf } from "./balance";
import { DodoError, found } from "./errors";
import { createdBetween, filterByQuery, page, readBody } from "./input";
import { changePlan, changePlanSchema } from "./plan-change";
import { updateSchema, updateSubscription } from "./subscription-update";
import { amountAs, wireSubscription } from "./wire";

const paymentMethodSchema = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("new"), return_url: z.string().nullish() }),
  z.object({ type: z.literal("existing"), payment_method_id: z.string() }),
]);
const linkLifeMs = 24 * 3_600_000;

/** SDK subscriptions.ts. */
export function subscriptionRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { store, clock } = sandbox;
  const app = new Hono<SandboxEnv>();
  const subscription = (id: string): SubscriptionRow => found(store.subscriptions.get(id), "Subscription");

  app.get("/", (c) => {
    const customerId = c.req.query("customer_id");
    const fields = ["status", "product_id", "brand_id", "cancel_at_next_billing_date"] as const;
    const rows = filterByQuery(c, store.subscriptions.newestFirst(), [...fields]);
    const ofCustomer = rows.filter((row) => !customerId || row.customer.customer_id === customerId);
    return c.json(page(c, createdBetween(c, ofCustomer), (row) => wireListItem(sandbox, row)));
  });

  app.get("/:id", (c) => c.json(wireSubscription(sandbox, subscription(c.req.param("id")))));

  app.patch("/:id", async (c) => {
    const body = await readBody(c, updateSchema);
    return c.json(
      wireSubscription(sandbox, updateSubscription(sandbox, subscription(c.req.param("id")), body)),
    );
  });

  app.post("/:id/change-plan", async (c) => {
    const body = await readBody(c, changePlanSchema);
    return c.json(changePlan(sandbox, subscription(c.req.param("id")), body));
  });

  // Nothing in the sandbox is on demand.
  app.post("/:id/charge", (c) => {
    subscription(c.req.param("id"));
    throw new DodoError(400, "SUBSCRIPTION_NOT_ON_DEMAND", "The subscription is not on demand");
  });

  app.post("/:id/update-payment-method", async (c) => {
    const body = await readBody(c, paymentMethodSchema);
    const row = subscription(c.req.param("id"));
    if (body.type === "existing") {
      const { payment_method_id } = found(store.paymentMethods.get(body.payment_method_id), "Payment method");
      store.subscriptions.put(row.subscription_id, { ...row, payment_method_id });
      return c.json({ payment_id: null } satisfies SubscriptionUpdatePaymentMethodResponse);
    }
    const token = dodoId("prt");
    const expires_on = clock.timestamp(clock.nowMs() + linkLifeMs);
    const { customer_id } = row.customer;
    store.portals.put(token, {
      token,
      customer_id,
      return_url: body.return_url ?? null,
      expires_at: expires_on,
    });
    const payment_link = `${publicOrigin(c, sandbox.config)}/portal/${token}`;
    return c.json({ payment_link, expires_on } satisfies SubscriptionUpdatePaymentMethodResponse);
  });

  app.get("/:id/credit-usage", (c) => {
    const row = subscription(c.req.param("id"));
    const items = row.credit_entitlement_cart.map((item) => {
      const balance = balanceOf(sandbox, row.customer.customer_id, item.credit_entitlement_id);
      return {
        credit_entitlement_id: item.credit_entitlement_id,
        credit_entitlement_name: item.credit_entitlement_name,
        unit: item.unit,
        balance: amountAs(sandbox.settings.balanceAs, String(balance)),
        overage: amountAs(sandbox.settings.balanceAs, "0"),
        overage_enabled: item.overage_enabled,
        limit_reached: balance <= 0,
      };
    });
    return c.json({
      subscription_id: row.subscription_id,
      items,
    } satisfies SubscriptionRetrieveCreditUsageResponse);
  });

  return app;
}

/** Rows of the list have no credit cart, but the name of the product. */
function wireListItem(sandbox: Sandbox, row: SubscriptionRow): SubscriptionListResponse {
  const {
    addons,
    brand_id,
    credit_entitlement_cart,
    meters,
    meter_credit_entitlement_cart,
    billing_day,
    past_due_ends_at,
    ...rest
  } = row;
  const { discounts: _, ...fields } = rest;
  return { ...fields, discounts: [], product_name: sandbox.store.products.get(row.product_id)?.name ?? null };
}
