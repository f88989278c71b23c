import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <span className="sr-only">Loading the ledger entry…</span>
      <Skeleton className="h-6 w-20" />
      <Skeleton className="h-9 w-48" />
      <Skeleton className="h-40 rounded-lg" />
      <Skeleton className="h-64 rounded-lg" />
    </>
  );
}
