import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <span className="sr-only">Loading the webhook…</span>
      <Skeleton className="h-6 w-20" />
      <Skeleton className="h-9 w-72" />
      <div className="grid gap-5 lg:grid-cols-2">
        <Skeleton className="h-56 rounded-lg" />
        <Skeleton className="h-56 rounded-lg" />
      </div>
      <Skeleton className="h-96 rounded-lg" />
    </>
  );
}
