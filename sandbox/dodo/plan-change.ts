import type { SubscriptionChangePlanResponse } from "dodopayments/resources/subscriptions";
import { z } from "zod";
import type { SubscriptionRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { DodoError, found } from "./errors";
import { changeSubscription, creditCart } from "./subscriptions";

export const changePlanSchema = z.looseObject({
  product_id: z.string(),
  quantity: z.number().int().min(1),
  proration_billing_mode: z.enum([
    "prorated_immediately",
    "full_immediately",
    "difference_immediately",
    "do_not_bill",
  ]),
  effective_at: z.enum(["immediately", "next_billing_date"]).optional(),
});

/** Only the change without a bill: proration is arithmetic that the sandbox does not have. */
export function changePlan(
  sandbox: Sandbox,
  row: SubscriptionRow,
  change: z.infer<typeof changePlanSchema>,
): SubscriptionChangePlanResponse {
  const product = found(sandbox.store.products.get(change.product_id), "Product");
  const { price } = product;
  if (price.type !== "recurring_price")
    throw new DodoError(422, "UNSUPPORTED_ACTION", "The product is not recurring");
  if (row.status !== "active") {
    throw new DodoError(
      409,
      "INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED",
      "The subscription is not active",
    );
  }
  if (change.proration_billing_mode !== "do_not_bill" || change.effective_at === "next_billing_date") {
    throw new DodoError(
      501,
      "SANDBOX_NOT_IMPLEMENTED",
      "The sandbox changes plans with do_not_bill, immediately",
    );
  }
  const { events } = changeSubscription(
    sandbox,
    row,
    {
      product_id: product.product_id,
      quantity: change.quantity,
      recurring_pre_tax_amount: price.price * change.quantity,
      credit_entitlement_cart: creditCart(product),
    },
    ["subscription.plan_changed", "subscription.updated"],
  );
  sandbox.webhooks.emit("dodo", events);
  return { payment_id: null };
}
