import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export const USAGE_TITLE = "Last 30 days";

export function UsageCardsSkeleton() {
  return (
    <Card title={USAGE_TITLE}>
      <span className="sr-only">Loading the last 30 days…</span>
      <Skeleton className="h-5 w-56" />
      <Skeleton className="mt-3 h-40 w-full" />
      <Skeleton className="mt-2 h-4 w-full" />
    </Card>
  );
}
