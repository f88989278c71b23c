import type { Price, Product, ProductListResponse } from "dodopayments/resources/products/products";
import { Hono } from "hono";
import { z } from "zod";
import { sandboxDefaults } from "../constants";
import type { ProductRow } from "../entities";
import type { SandboxEnv } from "../http";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import { found } from "./errors";
import { metadataSchema, page, readBody } from "./input";

const interval = z.enum(["Day", "Week", "Month", "Year"]);
const currency = z.enum(["USD", "EUR", "GBP", "INR"]);
const amountMinor = z.number().int().min(0);

const priceSchema = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("one_time_price"), currency, price: amountMinor }),
  z.looseObject({
    type: z.literal("recurring_price"),
    currency,
    price: amountMinor,
    payment_frequency_count: z.number().int().positive(),
    payment_frequency_interval: interval,
    subscription_period_count: z.number().int().positive(),
    subscription_period_interval: interval,
  }),
]);

const creditSchema = z.object({
  credit_entitlement_id: z.string(),
  credits_amount: z.string(),
  expires_after_days: z.number().int().positive().nullish(),
  low_balance_threshold_percent: z.number().min(0).max(100).nullish(),
});

const createSchema = z.object({
  name: z.string(),
  description: z.string().nullish(),
  tax_category: z.enum(["digital_products", "saas", "e_book", "edtech", "live_tutoring"]),
  price: priceSchema,
  credit_entitlements: z.array(creditSchema).max(5).nullish(),
  metadata: metadataSchema.optional(),
});

/** SDK products.ts. */
export function productRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { store, clock } = sandbox;
  const app = new Hono<SandboxEnv>();

  // Whether an absent setting falls back to the entitlement's is undocumented; here it does not.
  const attached = (
    credits: z.infer<typeof creditSchema>[] | null | undefined,
  ): Product["credit_entitlements"] =>
    (credits ?? []).map((credit) => {
      const entitlement = found(store.entitlements.get(credit.credit_entitlement_id), "Credit entitlement");
      return {
        id: dodoId("cem"),
        ...credit,
        credit_entitlement_name: entitlement.name,
        credit_entitlement_unit: entitlement.unit,
        overage_behavior: "forgive_at_reset",
        overage_enabled: false,
        proration_behavior: "no_prorate",
        rollover_enabled: false,
        trial_credits_expire_after_trial: false,
      };
    });

  app.get("/", (c) => {
    const isArchived = c.req.query("archived") === "true";
    const recurring = c.req.query("recurring");
    const rows = store.products
      .newestFirst()
      .filter(
        (row) => row.is_archived === isArchived && (!recurring || String(row.is_recurring) === recurring),
      );
    return c.json(page(c, rows, wireListItem));
  });

  app.post("/", async (c) => {
    const body = await readBody(c, createSchema);
    const now = clock.timestamp();
    const row: ProductRow = {
      product_id: dodoId("pdt"),
      business_id: sandboxDefaults.businessId,
      brand_id: sandboxDefaults.businessId,
      name: body.name,
      description: body.description,
      tax_category: body.tax_category,
      price: body.price as Price,
      is_recurring: body.price.type === "recurring_price",
      license_key_enabled: false,
      credit_entitlements: attached(body.credit_entitlements),
      entitlements: [],
      metadata: body.metadata ?? {},
      created_at: now,
      updated_at: now,
      is_archived: false,
    };
    return c.json(wireProduct(store.products.put(row.product_id, row)));
  });

  app.get("/:id", (c) => c.json(wireProduct(found(store.products.get(c.req.param("id")), "Product"))));

  // Sending credit_entitlements replaces all of them; leaving the field out keeps them.
  app.patch("/:id", async (c) => {
    const { credit_entitlements, price, ...body } = await readBody(c, createSchema.partial());
    const row = found(store.products.get(c.req.param("id")), "Product");
    store.products.put(row.product_id, {
      ...row,
      ...body,
      price: price ? (price as Price) : row.price,
      credit_entitlements:
        credit_entitlements === undefined ? row.credit_entitlements : attached(credit_entitlements),
      updated_at: clock.timestamp(),
    });
    return c.body(null, 204);
  });

  const archive = (id: string, is_archived: boolean): void => {
    const row = found(store.products.get(id), "Product");
    store.products.put(row.product_id, { ...row, is_archived });
  };
  app.delete("/:id", (c) => {
    archive(c.req.param("id"), true);
    return c.body(null, 204);
  });
  app.post("/:id/unarchive", (c) => {
    archive(c.req.param("id"), false);
    return c.body(null, 204);
  });

  return app;
}

function wireProduct({ is_archived: _, ...row }: ProductRow): Product {
  return row;
}

function wireListItem(row: ProductRow): ProductListResponse {
  const {
    product_id,
    business_id,
    name,
    description,
    tax_category,
    is_recurring,
    metadata,
    created_at,
    updated_at,
  } = row;
  return {
    product_id,
    business_id,
    name,
    description,
    tax_category,
    is_recurring,
    metadata,
    created_at,
    updated_at,
    entitlements: row.entitlements,
    currency: row.price.currency,
    price: row.price.type === "usage_based_price" ? null : row.price.price,
    price_detail: row.price,
  };
}
