import { BilledBalanceSkeleton } from "@/components/balance/balance-card-skeleton";
import { LoadingCard } from "@/components/billing/loading-card";
import { RowSkeleton } from "@/components/billing/row-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Billing" />
      <BilledBalanceSkeleton />
      <div className="grid gap-5 md:grid-cols-2">
        <Skeleton className="h-56 rounded-lg" />
        <Skeleton className="h-56 rounded-lg" />
      </div>
      <LoadingCard title="Auto top-up">
        <RowSkeleton rows={2} />
      </LoadingCard>
      <LoadingCard title="Credits by expiry">
        <RowSkeleton rows={2} />
      </LoadingCard>
      <LoadingCard title="Ledger">
        <RowSkeleton rows={6} />
      </LoadingCard>
    </>
  );
}
