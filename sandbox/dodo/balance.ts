import type { CreditBalanceRow, GrantRow } from "../entities";
import type { Ground } from "../ground";
import { dodoId } from "../ids";

const balanceKey = (customerId: string, entitlementId: string): string => `${customerId} ${entitlementId}`;

/** Oldest first: the order in which credits are used. SDK balances.ts: "FIFO (oldest first)". */
export function grantsOf(ground: Ground, customerId: string, entitlementId: string): GrantRow[] {
  return ground.store.grants
    .all()
    .filter((grant) => grant.customer_id === customerId && grant.credit_entitlement_id === entitlementId);
}

export function balanceOf(ground: Ground, customerId: string, entitlementId: string): number {
  return grantsOf(ground, customerId, entitlementId).reduce(
    (sum, grant) => (grant.is_expired ? sum : sum + Number(grant.remaining_amount)),
    0,
  );
}

/** Exists from the first grant on; before that the provider answers 404. */
export function findBalance(
  ground: Ground,
  customerId: string,
  entitlementId: string,
): CreditBalanceRow | undefined {
  return ground.store.balances.get(balanceKey(customerId, entitlementId));
}

export function touchBalance(ground: Ground, customerId: string, entitlementId: string): void {
  const now = ground.clock.timestamp();
  const row = findBalance(ground, customerId, entitlementId) ?? {
    id: dodoId("cdb"),
    customer_id: customerId,
    credit_entitlement_id: entitlementId,
    created_at: now,
  };
  ground.store.balances.put(balanceKey(customerId, entitlementId), {
    ...row,
    updated_at: now,
    last_transaction_at: now,
  });
}
