import type {
  CheckoutSessionResponse,
  CheckoutSessionStatus,
} from "dodopayments/resources/checkout-sessions";
import { Hono } from "hono";
import type { z } from "zod";
import type { SandboxEnv } from "../http";
import { publicOrigin } from "../http";
import type { Sandbox } from "../sandbox";
import { checkoutRequestSchema, createCheckout } from "./checkout";
import { DodoError, found } from "./errors";
import { readBody } from "./input";
import { payCheckout } from "./pay";
import { savedCard, savedCardOutcome } from "./saved-card-charge";

/** SDK checkout-sessions.ts. */
export function checkoutRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.post("/", async (c) => {
    const request = await readBody(c, checkoutRequestSchema);
    const origin = publicOrigin(c, sandbox.config);
    const methodId = request.payment_method_id;
    if (methodId) requireConfirmable(request);
    const row = createCheckout(sandbox, request);
    if (!methodId) {
      const checkout_url = `${origin}/checkout/session/${row.session_id}`;
      return c.json({ session_id: row.session_id, checkout_url } satisfies CheckoutSessionResponse);
    }
    // A saved card that is confirmed at once: charged here, without a page.
    const { card } = savedCard(sandbox, methodId, row.customer_id);
    const saved = savedCardOutcome(sandbox, card);
    const { payment } = payCheckout(sandbox, row.session_id, { card, origin, saved });
    return c.json({
      session_id: row.session_id,
      checkout_url: null,
      payment_id: payment.payment_id,
    } satisfies CheckoutSessionResponse);
  });

  app.get("/:id", (c) => {
    const row = found(sandbox.store.checkouts.get(c.req.param("id")), "Checkout session");
    return c.json({
      id: row.session_id,
      created_at: row.created_at,
      customer_email: row.customer_email,
      customer_name: row.customer_name,
      payment_id: row.payment_id,
      payment_status: row.payment_status,
    } satisfies CheckoutSessionStatus);
  });

  return app;
}

/** "If required data is missing, an API error is thrown": SDK checkout-sessions.ts, `confirm`. */
function requireConfirmable({ confirm, customer, billing_address }: z.infer<typeof checkoutRequestSchema>) {
  const missing = !confirm
    ? "payment_method_id needs confirm"
    : !customer || !("customer_id" in customer)
      ? "payment_method_id needs an existing customer_id"
      : !billing_address
        ? "confirm needs billing_address"
        : null;
  if (missing) throw new DodoError(422, "INVALID_REQUEST_BODY", missing);
}
