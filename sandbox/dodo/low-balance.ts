import { sandboxDefaults } from "../constants";
import type { LedgerRow, WebhookEvent } from "../entities";
import type { Sandbox } from "../sandbox";
import { balanceLowEvent } from "./events";

/**
 * credit.balance_low for each live subscription whose threshold the whole balance is below after this row.
 * The threshold is a share of one cycle's credits, so top-ups raise the balance and not the threshold.
 * Whether the alert comes once per crossing or with every debit is undocumented, hence the setting. It needs
 * a subscription: customers with nothing but top-ups never get one.
 */
export function lowBalanceEvents(sandbox: Sandbox, row: LedgerRow): WebhookEvent[] {
  const mode = sandbox.settings.balanceLow;
  if (mode === "never") return [];
  const before = Number(row.balance_before);
  const after = Number(row.balance_after);
  return sandbox.store.subscriptions
    .all()
    .filter(({ customer, status }) => customer.customer_id === row.customer_id && status === "active")
    .flatMap(({ subscription_id, credit_entitlement_cart }) =>
      credit_entitlement_cart.flatMap((item) => {
        const percent = item.low_balance_threshold_percent;
        if (item.credit_entitlement_id !== row.credit_entitlement_id || percent == null) return [];
        const threshold = (Number(item.credits_amount) * percent) / 100;
        const isLow = after < threshold && (mode === "every_debit" || before >= threshold);
        if (!isLow) return [];
        const alert = balanceLowEvent(sandbox, {
          brand_id: sandboxDefaults.businessId,
          customer_id: row.customer_id,
          subscription_id,
          credit_entitlement_id: item.credit_entitlement_id,
          credit_entitlement_name: item.credit_entitlement_name,
          available_balance: String(after),
          subscription_credits_amount: item.credits_amount,
          threshold_percent: percent,
          threshold_amount: String(threshold),
        });
        return [alert];
      }),
    );
}
