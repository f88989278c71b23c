import { Skeleton } from "@/components/ui/skeleton";

/** Holds the place of a table under its title. */
export function RowSkeleton({ rows }: { rows: number }) {
  return (
    <div className="px-5 pt-9">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else to tell them apart.
        <div key={row} className="flex h-11 items-center gap-4 border-b last:border-b-0">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
