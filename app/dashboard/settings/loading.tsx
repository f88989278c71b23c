import { RowsSkeleton } from "@/components/settings/rows-skeleton";

/** Under the heading and the tabs, which stay. */
export default function Loading() {
  return (
    <div className="rounded-lg border bg-surface pt-3 shadow-card">
      <RowsSkeleton rows={3} label="Loading settings…" />
    </div>
  );
}
