import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <span className="sr-only">Loading the email…</span>
      <Skeleton className="h-6 w-20" />
      <Skeleton className="h-9 w-72" />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Skeleton className="h-[38rem] rounded-lg" />
        <Skeleton className="h-96 rounded-lg" />
      </div>
    </>
  );
}
