"use client";

import { BillingActions } from "@/components/billing/billing-actions";
import { PlanLine } from "@/components/billing/plan-line";
import { BalanceCard } from "./balance-card";
import { FirstCredits } from "./first-credits";
import { useCredits } from "./use-credits";

/** The balance with its actions, or for someone who never had credits the way to the first ones. */
export function OverviewBalance() {
  const { credits } = useCredits();
  if (credits?.status === "none") return <FirstCredits />;
  return (
    <BalanceCard>
      {credits && (
        <p className="mb-2 w-full text-[0.8125rem]">
          <PlanLine plan={credits.plan} />
        </p>
      )}
      <BillingActions />
    </BalanceCard>
  );
}
