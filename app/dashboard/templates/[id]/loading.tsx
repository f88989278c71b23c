import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <span className="sr-only">Loading the template…</span>
      <Skeleton className="h-6 w-20" />
      <Skeleton className="h-9 w-72" />
      <div data-wide className="grid gap-5 xl:grid-cols-2">
        <Skeleton className="h-[44rem] rounded-lg" />
        <Skeleton className="h-[36rem] rounded-lg" />
      </div>
    </>
  );
}
