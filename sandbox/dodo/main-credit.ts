import { sandboxDefaults } from "../constants";
import type { Sandbox } from "../sandbox";

/** The credit that the sandbox's own pages speak of: the one of the first start, or the first that was made. */
export function mainCreditId({ store }: Sandbox): string {
  const { creditEntitlementId } = sandboxDefaults;
  if (store.entitlements.get(creditEntitlementId)) return creditEntitlementId;
  return store.entitlements.all().find((row) => !row.is_deleted)?.id ?? creditEntitlementId;
}
