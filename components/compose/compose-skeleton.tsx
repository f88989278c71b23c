import { Skeleton } from "@/components/ui/skeleton";

/** As high as the empty form, so that nothing jumps. */
export function ComposeSkeleton() {
  return <Skeleton className="h-[53rem] rounded-lg sm:h-[47rem]" />;
}
