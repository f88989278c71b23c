import type {
  CreditEntitlementMappingResponse,
  Price,
  Product,
} from "dodopayments/resources/products/products";
import { catalogue } from "@/lib/catalogue";
import { sandboxDefaults } from "./constants";
import type { DomainRow, EntitlementRow } from "./entities";
import { dodoId } from "./ids";
import { domainRecords } from "./resend/domain-records";
import type { Sandbox } from "./sandbox";

/** What an account has after the set-up steps: the credit, the two products, and a verified domain. */
export function seed(sandbox: Sandbox): void {
  const { store, clock } = sandbox;
  if (store.entitlements.size > 0) return;
  const now = clock.timestamp();
  const { creditEntitlementId, planProductId, topupProductId, businessId, emailFrom } = sandboxDefaults;
  const { plan, topup } = catalogue;

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

  const product = (
    product_id: string,
    of: typeof plan | typeof topup,
    price: Price,
    lowPercent: number | null,
  ): void => {
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
      credit_entitlements: [seededCredit(of.credits, lowPercent)],
      entitlements: [],
      metadata: {},
      created_at: now,
      updated_at: now,
    } satisfies Product;
    store.products.put(product_id, { ...shape, is_archived: false });
  };
  const planPrice: Price = {
    type: "recurring_price",
    currency: "USD",
    price: plan.priceMinor,
    payment_frequency_count: 1,
    payment_frequency_interval: "Month",
    // The whole term, not one cycle: renewals stop when it is over.
    subscription_period_count: 10,
    subscription_period_interval: "Year",
  };
  product(planProductId, plan, planPrice, plan.lowThresholdPercent);
  product(topupProductId, topup, { type: "one_time_price", currency: "USD", price: topup.priceMinor }, null);

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

function seededCredit(credits: number, lowPercent: number | null): CreditEntitlementMappingResponse {
  return {
    id: dodoId("cem"),
    credit_entitlement_id: sandboxDefaults.creditEntitlementId,
    credit_entitlement_name: catalogue.creditName,
    credit_entitlement_unit: "email",
    credits_amount: String(credits),
    expires_after_days: catalogue.creditLifeDays,
    low_balance_threshold_percent: lowPercent,
    overage_behavior: "forgive_at_reset",
    overage_enabled: false,
    proration_behavior: "no_prorate",
    rollover_enabled: false,
    trial_credits_expire_after_trial: false,
  };
}
