import type {
  CustomerListCreditEntitlementsResponse,
  CustomerPortalSession,
} from "dodopayments/resources/customers/customers";
import { Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "../http";
import { publicOrigin } from "../http";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import { balanceOf } from "./balance";
import { createCustomer } from "./customers";
import { found } from "./errors";
import { createdBetween, metadataSchema, page, readBody } from "./input";
import { methodsOf, wirePaymentMethod } from "./payment-methods";
import { amountAs } from "./wire";

const portalLifeMs = 24 * 3_600_000;

const createSchema = z.object({
  email: z.email(),
  name: z.string(),
  metadata: metadataSchema.optional(),
  phone_number: z.string().nullish(),
});
const updateSchema = z.object({
  email: z.email().nullish(),
  name: z.string().nullish(),
  metadata: metadataSchema.nullish(),
  phone_number: z.string().nullish(),
});

/** SDK customers.ts, customer-portal.ts. */
export function customerRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { store, clock } = sandbox;
  const app = new Hono<SandboxEnv>();

  app.get("/", (c) => {
    const email = c.req.query("email")?.toLowerCase();
    const name = c.req.query("name")?.toLowerCase();
    const rows = store.customers
      .newestFirst()
      .filter(
        (row) =>
          (!email || row.email.toLowerCase() === email) && (!name || row.name.toLowerCase().includes(name)),
      );
    return c.json(page(c, createdBetween(c, rows), (row) => row));
  });

  app.post("/", async (c) => c.json(createCustomer(sandbox, await readBody(c, createSchema))));

  app.get("/:id", (c) => c.json(found(store.customers.get(c.req.param("id")), "Customer")));

  app.patch("/:id", async (c) => {
    const body = await readBody(c, updateSchema);
    const row = found(store.customers.get(c.req.param("id")), "Customer");
    const changed = {
      ...row,
      email: body.email ?? row.email,
      name: body.name ?? row.name,
      metadata: body.metadata ?? row.metadata,
      phone_number: body.phone_number === undefined ? row.phone_number : body.phone_number,
    };
    return c.json(store.customers.put(row.customer_id, changed));
  });

  app.get("/:id/credit-entitlements", (c) => {
    const { customer_id } = found(store.customers.get(c.req.param("id")), "Customer");
    const as = sandbox.settings.balanceAs;
    const items = store.balances
      .all()
      .filter((row) => row.customer_id === customer_id)
      .map(({ credit_entitlement_id }) => {
        const entitlement = found(store.entitlements.get(credit_entitlement_id));
        return {
          credit_entitlement_id,
          name: entitlement.name,
          description: entitlement.description,
          unit: entitlement.unit,
          balance: amountAs(as, String(balanceOf(sandbox, customer_id, credit_entitlement_id))),
          overage: amountAs(as, "0"),
        };
      });
    return c.json({ items } satisfies CustomerListCreditEntitlementsResponse);
  });

  app.get("/:id/payment-methods", (c) => {
    const { customer_id } = found(store.customers.get(c.req.param("id")), "Customer");
    return c.json({ items: methodsOf(sandbox, customer_id).map(wirePaymentMethod) });
  });

  app.delete("/:id/payment-methods/:methodId", (c) => {
    const row = found(store.paymentMethods.get(c.req.param("methodId")), "Payment method");
    if (row.customer_id === c.req.param("id")) store.paymentMethods.remove(row.payment_method_id);
    return c.body(null, 204);
  });

  // The parameters come in the query; there is no body.
  app.post("/:id/customer-portal/session", (c) => {
    const { customer_id } = found(store.customers.get(c.req.param("id")), "Customer");
    const token = dodoId("prt");
    const expires_at = clock.timestamp(clock.nowMs() + portalLifeMs);
    store.portals.put(token, {
      token,
      customer_id,
      return_url: c.req.query("return_url") ?? null,
      expires_at,
    });
    const link = `${publicOrigin(c, sandbox.config)}/portal/${token}`;
    return c.json({ link } satisfies CustomerPortalSession);
  });

  return app;
}
