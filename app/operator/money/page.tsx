import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { RevenueCard, SupplyCard } from "@/components/operator/money-cards";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { Operator } from "@/lib/auth/operator";
import { requireOperator } from "@/lib/auth/operator";
import { getMoney, getRevenue } from "@/lib/operator";

export const metadata: Metadata = { title: "Money" };

export default async function MoneyPage() {
  const operator = await requireOperator();
  const money = await getMoney(operator);
  return (
    <>
      <PageHeader title="Money" />
      <SupplyCard money={money} />
      <Suspense fallback={<Skeleton className="h-48 rounded-lg" />}>
        <Revenue operator={operator} />
      </Suspense>
    </>
  );
}

async function Revenue({ operator }: { operator: Operator }) {
  return <RevenueCard revenue={await getRevenue(operator).catch(() => null)} />;
}
