import { SuppressionTableSkeleton } from "@/components/suppressions/suppression-table-skeleton";
import { PageHeader } from "@/components/ui/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Suppressions" />
      <div className="rounded-lg border bg-surface shadow-card">
        <SuppressionTableSkeleton rows={8} />
      </div>
    </>
  );
}
