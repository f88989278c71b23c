import { BalanceCardSkeleton } from "@/components/balance/balance-card";
import { PageHeader } from "@/components/shell/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Billing" />
      <BalanceCardSkeleton />
    </>
  );
}
