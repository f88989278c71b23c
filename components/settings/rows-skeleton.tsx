import { Skeleton } from "@/components/ui/skeleton";

/** What stands where rows of people, invites or sessions will be. */
export function RowsSkeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <div className="px-5 pb-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else to tell them apart.
        <div key={row} className="flex h-14 items-center gap-4 border-b last:border-b-0">
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-8 w-28" />
        </div>
      ))}
    </div>
  );
}
