import { Skeleton } from "@/components/ui/skeleton";
import { BalanceCardSkeleton } from "./balance-card-skeleton";
import { OutlookSkeleton } from "./outlook-skeleton";

/** Holds the place of the overview's balance: the number, what becomes of it, and two buttons. */
export function OverviewBalanceSkeleton() {
  return (
    <BalanceCardSkeleton>
      <OutlookSkeleton />
      <Skeleton className="mt-5 h-20 w-64 sm:h-9" />
    </BalanceCardSkeleton>
  );
}
