import type { Price } from "dodopayments/resources/products/products";
import { z } from "zod";
import type { CheckoutRow, ProductRow } from "../entities";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import { findCustomerByEmail } from "./customers";
import { DodoError, found } from "./errors";
import { metadataSchema } from "./input";

const sessionLifeMs = 24 * 3_600_000;
/** With `confirm` a session is meant to be paid at once. Dodo docs: checkout session. */
const confirmedSessionLifeMs = 15 * 60_000;
const smallestTotalMinor = 50;

export const checkoutRequestSchema = z.looseObject({
  product_cart: z.array(z.looseObject({ product_id: z.string(), quantity: z.number().int().min(1) })).max(20),
  customer: z
    .union([
      z.looseObject({ customer_id: z.string() }),
      z.looseObject({ email: z.email(), name: z.string().nullish(), phone_number: z.string().nullish() }),
    ])
    .nullish(),
  return_url: z.url().nullish(),
  cancel_url: z.url().nullish(),
  metadata: metadataSchema.nullish(),
  confirm: z.boolean().optional(),
  payment_method_id: z.string().nullish(),
  billing_address: z.looseObject({ country: z.string().length(2) }).nullish(),
  feature_flags: z.record(z.string(), z.boolean()).optional(),
});

type CheckoutRequest = z.infer<typeof checkoutRequestSchema>;

export function createCheckout(sandbox: Sandbox, request: CheckoutRequest): CheckoutRow {
  const { store, clock } = sandbox;
  if (request.product_cart.length === 0)
    throw new DodoError(422, "PRODUCT_CART_EMTPY", "Product cart is empty");
  const items = cartItems(sandbox, request);
  const total_minor = items.reduce((sum, { price, quantity }) => sum + price.price * quantity, 0);
  if (total_minor < smallestTotalMinor) {
    throw new DodoError(
      422,
      "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT",
      "The total is below the minimum amount",
    );
  }
  const named = request.customer;
  const byId =
    named && "customer_id" in named
      ? found(store.customers.get(String(named.customer_id)), "Customer")
      : null;
  const email = named && "email" in named ? String(named.email) : null;
  const isReused = !request.feature_flags?.always_create_new_customer;
  const customer = byId ?? (email && isReused ? findCustomerByEmail(sandbox, email) : null);
  const lifeMs = request.confirm ? confirmedSessionLifeMs : sessionLifeMs;
  const row: CheckoutRow = {
    session_id: dodoId("cks"),
    created_at: clock.timestamp(),
    expires_at: clock.timestamp(clock.nowMs() + lifeMs),
    request: request as CheckoutRow["request"],
    total_minor,
    customer_id: customer?.customer_id ?? null,
    customer_email: customer?.email ?? email,
    customer_name:
      customer?.name ?? (named && "name" in named && typeof named.name === "string" ? named.name : null),
    payment_id: null,
    payment_status: null,
    is_consumed: false,
    redirect_url: null,
  };
  return store.checkouts.put(row.session_id, row);
}

export interface CartItem {
  product: ProductRow;
  price: Price.OneTimePrice | Price.RecurringPrice;
  quantity: number;
  credits: { entitlementId: string; amount: number; expiresAfterDays: number | null }[];
}

/** The cart with what its products say, and with credits that the session overrides. */
export function cartItems(
  sandbox: Sandbox,
  request: Pick<CheckoutRow["request"], "product_cart"> | CheckoutRequest,
): CartItem[] {
  return request.product_cart.map(({ product_id, quantity, credit_entitlements }) => {
    const product = found(sandbox.store.products.get(product_id), "Product");
    if (product.is_archived) throw new DodoError(422, "PRODUCT_IS_DELETED", "The product is archived");
    if (product.price.type === "usage_based_price") {
      throw new DodoError(422, "UNSUPPORTED_ACTION", "The sandbox has no usage-based prices");
    }
    const overrides = (credit_entitlements ?? []) as {
      credit_entitlement_id: string;
      credits_amount: string;
    }[];
    const credits = product.credit_entitlements.map((credit) => {
      const override = overrides.find(
        ({ credit_entitlement_id }) => credit_entitlement_id === credit.credit_entitlement_id,
      );
      return {
        entitlementId: credit.credit_entitlement_id,
        amount: Number(override?.credits_amount ?? credit.credits_amount),
        expiresAfterDays: credit.expires_after_days ?? null,
      };
    });
    return { product, price: product.price, quantity, credits };
  });
}
