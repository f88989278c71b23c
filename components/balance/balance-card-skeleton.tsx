import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export const BALANCE_TITLE = "Available credits";

/** `children` hold the place of what stands under the bar; without them it is a row of buttons. */
export function BalanceCardSkeleton({
  children = <Skeleton className="mt-5 h-9 w-64" />,
}: {
  children?: ReactNode;
}) {
  return (
    <Card title={BALANCE_TITLE}>
      <span className="sr-only">Loading the balance…</span>
      <Skeleton className="h-10 w-40 sm:h-12" />
      <Skeleton className="mt-2 h-4 w-56" />
      <Skeleton className="mt-5 h-2 w-full" />
      <Skeleton className="mt-2 h-4 w-32" />
      {children}
    </Card>
  );
}

/** The same with the place of what billing says of the balance. */
export function BilledBalanceSkeleton() {
  return (
    <BalanceCardSkeleton>
      <Skeleton className="mt-5 h-26 sm:h-[5.375rem]" />
    </BalanceCardSkeleton>
  );
}
