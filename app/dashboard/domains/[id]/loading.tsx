import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <span className="sr-only">Loading the domain…</span>
      <Skeleton className="h-6 w-20" />
      <Skeleton className="h-9 w-72" />
      <Skeleton className="h-20 rounded-lg" />
      <Skeleton className="h-56 rounded-lg" />
      <div className="grid gap-5 lg:grid-cols-2">
        <Skeleton className="h-56 rounded-lg" />
        <Skeleton className="h-56 rounded-lg" />
      </div>
    </>
  );
}
