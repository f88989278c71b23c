import { Skeleton } from "@/components/ui/skeleton";

export function SuppressionTableSkeleton({ rows }: { rows: number }) {
  return (
    <div className="px-5 pt-9">
      <span className="sr-only">Loading the list…</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else to tell them apart.
        <div key={row} className="flex h-12 items-center gap-4 border-b last:border-b-0">
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-5 w-20 rounded-full" />
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  );
}
