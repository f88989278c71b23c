import type {
  CheckoutSessionResponse,
  CheckoutSessionStatus,
} from "dodopayments/resources/checkout-sessions";
import { Hono } from "hono";
import type { SandboxEnv } from "../http";
import { publicOrigin } from "../http";
import type { Sandbox } from "../sandbox";
import { testCards } from "./cards";
import { checkoutRequestSchema, createCheckout } from "./checkout";
import { DodoError, found } from "./errors";
import { readBody } from "./input";
import { payCheckout } from "./pay";

/** SDK checkout-sessions.ts. */
export function checkoutRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.post("/", async (c) => {
    const request = await readBody(c, checkoutRequestSchema);
    const row = createCheckout(sandbox, request);
    const origin = publicOrigin(c, sandbox.config);
    if (!request.payment_method_id) {
      const checkout_url = `${origin}/checkout/session/${row.session_id}`;
      return c.json({ session_id: row.session_id, checkout_url } satisfies CheckoutSessionResponse);
    }
    // A saved card that is confirmed at once: charged here, without a page.
    if (!request.confirm) throw new DodoError(422, "INVALID_REQUEST_BODY", "payment_method_id needs confirm");
    const method = found(sandbox.store.paymentMethods.get(request.payment_method_id), "Payment method");
    if (method.customer_id !== row.customer_id)
      throw new DodoError(404, "NOT_FOUND", "Payment method not found");
    const card = found(
      testCards.find(({ number }) => number.endsWith(method.last4_digits)),
      "Payment method",
    );
    const { payment } = payCheckout(sandbox, row.session_id, { card, origin });
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
