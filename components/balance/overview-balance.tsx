"use client";

import { Suspense } from "react";
import { BillingActions } from "@/components/billing/billing-actions";
import { useCredits } from "@/components/credits/use-credits";
import { BalanceCard } from "./balance-card";
import { FirstCredits } from "./first-credits";
import { GrantBar, GrantBarSkeleton } from "./grant-bar";
import { Outlook } from "./outlook";
import { OutlookSkeleton } from "./outlook-skeleton";

/** The balance with what it is made of and how long it lasts, or for someone who never had credits the way to the first ones. */
export function OverviewBalance() {
  const { credits } = useCredits();
  if (credits?.status === "none") return <FirstCredits />;
  if (!credits) return <BalanceCard />;
  // Grants come from Dodo and may take a while; the number does not wait for them.
  const bar = (
    <Suspense fallback={<GrantBarSkeleton />}>
      <GrantBar credits={credits} />
    </Suspense>
  );
  const outlook = (
    <Suspense fallback={<OutlookSkeleton />}>
      <Outlook credits={credits} />
    </Suspense>
  );
  return (
    <BalanceCard bar={bar} outlook={outlook}>
      <BillingActions />
    </BalanceCard>
  );
}
