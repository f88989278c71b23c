import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <span className="sr-only">Loading…</span>
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-28 rounded-lg" />
      <Skeleton className="h-96 rounded-lg" />
    </>
  );
}
