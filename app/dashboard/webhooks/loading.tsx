import { PageHeader } from "@/components/ui/page-header";
import { RowsSkeleton } from "@/components/webhooks/rows-skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Webhooks" />
      <div className="rounded-lg border bg-surface shadow-card">
        <RowsSkeleton of="webhooks" />
      </div>
    </>
  );
}
