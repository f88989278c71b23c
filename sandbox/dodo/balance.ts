import type { CreditBalanceRow, GrantRow } from "../entities";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";

const balanceKey = (customerId: string, entitlementId: string): string => `${customerId} ${entitlementId}`;

/** Oldest first: the order in which credits are used. SDK balances.ts: "FIFO (oldest first)". */
export function grantsOf(sandbox: Sandbox, customerId: string, entitlementId: string): GrantRow[] {
  return sandbox.store.grants
    .all()
    .filter((grant) => grant.customer_id === customerId && grant.credit_entitlement_id === entitlementId);
}

export function balanceOf(sandbox: Sandbox, customerId: string, entitlementId: string): number {
  return grantsOf(sandbox, customerId, entitlementId).reduce(
    (sum, grant) => (grant.is_expired ? sum : sum + Number(grant.remaining_amount)),
    0,
  );
}

/** Exists from the first grant on; before that the provider answers 404. */
export function findBalance(
  sandbox: Sandbox,
  customerId: string,
  entitlementId: string,
): CreditBalanceRow | undefined {
  return sandbox.store.balances.get(balanceKey(customerId, entitlementId));
}

export function touchBalance(sandbox: Sandbox, customerId: string, entitlementId: string): void {
  const now = sandbox.clock.timestamp();
  const row = findBalance(sandbox, customerId, entitlementId) ?? {
    id: dodoId("cdb"),
    customer_id: customerId,
    credit_entitlement_id: entitlementId,
    created_at: now,
  };
  sandbox.store.balances.put(balanceKey(customerId, entitlementId), {
    ...row,
    updated_at: now,
    last_transaction_at: now,
  });
}
