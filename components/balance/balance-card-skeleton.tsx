import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export const BALANCE_TITLE = "Available credits";

export function BalanceCardSkeleton() {
  return (
    <Card title={BALANCE_TITLE}>
      <span className="sr-only">Loading the balance…</span>
      <Skeleton className="h-10 w-40 sm:h-12" />
      <Skeleton className="mt-2 h-4 w-56" />
      <Skeleton className="mt-5 h-2 w-full" />
      <Skeleton className="mt-2 h-4 w-32" />
      <Skeleton className="mt-5 h-9 w-64" />
    </Card>
  );
}
