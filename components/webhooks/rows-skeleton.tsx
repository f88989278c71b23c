import { Skeleton } from "@/components/ui/skeleton";

/** Rows of webhooks, or of deliveries, while they are on their way. */
export function RowsSkeleton({ of }: { of: "webhooks" | "deliveries" }) {
  return (
    <div className="px-5 pt-9">
      <span className="sr-only">Loading {of}…</span>
      {["first", "second", "third"].map((row) => (
        <div key={row} className="flex h-11 items-center gap-4 border-b last:border-b-0">
          <Skeleton className="h-5 w-16 rounded-full" />
          <Skeleton className="h-4 flex-1" />
        </div>
      ))}
    </div>
  );
}
