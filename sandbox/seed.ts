import type {
  CreditEntitlementMappingResponse,
  Price,
  Product,
} from "dodopayments/resources/products/products";
import { catalogue, isPlan, offers, type Pack, type Plan } from "@/lib/catalogue";
import { sandboxDefaults } from "./constants";
import type { DomainRow, EntitlementRow } from "./entities";
import type { Ground } from "./ground";
import { dodoId } from "./ids";
import { sandboxProductId } from "./product-id";
import { domainRecords } from "./resend/domain-records";

/** What an account has after the set-up steps: the credit, the two products, and a verified domain. */
export function seed(ground: Ground): void {
  const { store, clock } = ground;
  if (ground.config.SANDBOX_EMPTY || store.entitlements.size > 0) return;
  const now = clock.timestamp();
  const { creditEntitlementId, businessId, emailFrom } = sandboxDefaults;

  store.entitlements.put(creditEntitlementId, {
    id: creditEntitlementId,
    business_id: businessId,
    name: catalogue.creditName,
    description: null,
    unit: "email",
    precision: 0,
    expires_after_days: catalogue.creditLifeDays,
    rollover_enabled: false,
    overage_enabled: false,
    overage_behavior: "forgive_at_reset",
    created_at: now,
    updated_at: now,
    is_deleted: false,
  } satisfies EntitlementRow);

  for (const of of offers) {
    const product_id = sandboxProductId(of);
    const price = priceOf(of);
    const shape = {
      product_id,
      business_id: businessId,
      brand_id: businessId,
      name: of.name,
      description: of.description,
      tax_category: "saas",
      is_recurring: price.type === "recurring_price",
      license_key_enabled: false,
      price,
      credit_entitlements: [seededCredit(of)],
      entitlements: [],
      metadata: {},
      created_at: now,
      updated_at: now,
    } satisfies Product;
    store.products.put(product_id, { ...shape, is_archived: false });
  }

  const domain = emailFrom.slice(emailFrom.lastIndexOf("@") + 1).replace(">", "");
  const id = "6d61696c-6b69-4000-8000-73616e64626f";
  store.domains.put(id, {
    id,
    name: domain,
    status: "verified",
    created_at: clock.postgresTimestamp(),
    region: "us-east-1",
    capabilities: { sending: "enabled", receiving: "disabled" },
    records: domainRecords({ name: domain, region: "us-east-1", trackingSubdomain: undefined }, "verified"),
  } satisfies DomainRow);
}

function priceOf(offer: Plan | Pack): Price {
  const { priceMinor: price, currency } = offer;
  if (!isPlan(offer)) return { type: "one_time_price", currency, price };
  return {
    type: "recurring_price",
    currency,
    price,
    payment_frequency_count: 1,
    payment_frequency_interval: ({ week: "Week", month: "Month", year: "Year" } as const)[offer.interval],
    // The whole term, not one cycle: renewals stop when it is over.
    subscription_period_count: 10,
    subscription_period_interval: "Year",
  };
}

function seededCredit(offer: Plan | Pack): CreditEntitlementMappingResponse {
  return {
    id: dodoId("cem"),
    credit_entitlement_id: sandboxDefaults.creditEntitlementId,
    credit_entitlement_name: catalogue.creditName,
    credit_entitlement_unit: "email",
    credits_amount: String(offer.credits),
    expires_after_days: catalogue.creditLifeDays,
    low_balance_threshold_percent: isPlan(offer) ? offer.lowThresholdPercent : null,
    overage_behavior: "forgive_at_reset",
    overage_enabled: false,
    proration_behavior: "no_prorate",
    rollover_enabled: false,
    trial_credits_expire_after_trial: false,
  };
}
