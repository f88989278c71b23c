import type { UsableGrant } from "@/lib/contracts/billing";

/** Where a grant came from, for people. */
export const grantSources: Record<UsableGrant["source"], string> = {
  plan: "Plan",
  topup: "Top-up",
  adjustment: "Adjustment",
  rollover: "Rolled over",
};
