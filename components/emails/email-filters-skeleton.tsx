import { Skeleton } from "@/components/ui/skeleton";

/** As high as the closed filters are at each width. */
export function EmailFiltersSkeleton() {
  return <Skeleton className="h-[11.5rem] rounded-lg sm:h-[4.1875rem] max-lg:sm:h-28" />;
}
