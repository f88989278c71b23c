import type { CustomerRetrievePaymentMethodsResponse } from "dodopayments/resources/customers/customers";
import type { PaymentMethodRow } from "../entities";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";
import type { TestCard } from "./cards";

/** One row per customer and card; paying with a known card only marks it as used. */
export function attachCard(sandbox: Sandbox, customerId: string, card: TestCard): PaymentMethodRow {
  const { store, clock } = sandbox;
  const last4_digits = card.number.slice(-4);
  const now = clock.timestamp();
  const known = methodsOf(sandbox, customerId).find((row) => row.last4_digits === last4_digits);
  const row: PaymentMethodRow = known
    ? { ...known, last_used_at: now }
    : {
        payment_method_id: dodoId("pm"),
        customer_id: customerId,
        card_network: card.network,
        last4_digits,
        fails_at_renewal: card.outcome === "fails_at_renewal",
        recurring_enabled: card.isForRecurring !== false,
        created_at: now,
        last_used_at: now,
      };
  return store.paymentMethods.put(row.payment_method_id, row);
}

export function methodsOf(sandbox: Sandbox, customerId: string): PaymentMethodRow[] {
  return sandbox.store.paymentMethods.all().filter((row) => row.customer_id === customerId);
}

export function wirePaymentMethod(row: PaymentMethodRow): CustomerRetrievePaymentMethodsResponse.Item {
  return {
    payment_method_id: row.payment_method_id,
    payment_method: "card",
    payment_method_type: "credit",
    recurring_enabled: row.recurring_enabled !== false,
    last_used_at: row.last_used_at,
    card: {
      card_network: row.card_network,
      card_type: "CREDIT",
      card_issuing_country: "US",
      expiry_month: "06",
      expiry_year: "32",
      last4_digits: row.last4_digits,
    },
  };
}
