import type { PaymentRetrieveLineItemsResponse } from "dodopayments/resources/payments";
import { Hono } from "hono";
import type { SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";
import { found } from "./errors";
import { createdBetween, filterByQuery, page } from "./input";
import { invoicePdf } from "./invoice";
import { wirePaymentListItem } from "./payments";

/** SDK payments.ts, invoices/payments.ts. */
export function paymentRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { payments } = sandbox.store;
  const app = new Hono<SandboxEnv>();

  app.get("/payments", (c) => {
    const customerId = c.req.query("customer_id");
    const productId = c.req.query("product_id");
    const rows = filterByQuery(c, payments.newestFirst(), [
      "subscription_id",
      "status",
      "brand_id",
      "currency",
    ]).filter(
      (row) =>
        (!customerId || row.customer.customer_id === customerId) &&
        (!productId || row.product_cart?.some(({ product_id }) => product_id === productId)),
    );
    return c.json(page(c, createdBetween(c, rows), wirePaymentListItem));
  });

  app.get("/payments/:id", (c) => c.json(found(payments.get(c.req.param("id")), "Payment")));

  app.get("/payments/:id/line-items", (c) => {
    const { payment_id, total_amount: amount, currency } = found(payments.get(c.req.param("id")), "Payment");
    const item = { items_id: payment_id, amount, refundable_amount: amount, tax: 0 };
    return c.json({ currency, items: [item] } satisfies PaymentRetrieveLineItemsResponse);
  });

  app.get("/invoices/payments/:id", (c) => {
    const payment = found(payments.get(c.req.param("id")), "Payment");
    return c.body(invoicePdf(payment), 200, { "content-type": "application/pdf" });
  });

  return app;
}
