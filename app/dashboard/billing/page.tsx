import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { BalanceCard, BalanceCardSkeleton } from "@/components/balance/balance-card";
import { ManageBilling } from "@/components/billing/checkout-buttons";
import { CreditRules } from "@/components/billing/credit-rules";
import { PlanCard } from "@/components/billing/plan-card";
import { TopUpCard } from "@/components/billing/topup-card";
import { PageHeader } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Billing" };

export default async function BillingPage() {
  await requireViewer("/dashboard/billing");
  return (
    <>
      <PageHeader title="Billing">
        <ManageBilling label="Billing portal" />
      </PageHeader>
      <Suspense fallback={<BalanceCardSkeleton />}>
        <BalanceCard />
      </Suspense>
      <div className="grid gap-5 md:grid-cols-2">
        <Suspense fallback={<Skeleton className="h-56 rounded-lg" />}>
          <PlanCard />
        </Suspense>
        <TopUpCard />
      </div>
      <CreditRules />
    </>
  );
}
