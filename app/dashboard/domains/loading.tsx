import { DomainTableSkeleton } from "@/components/domains/domain-table";
import { PageHeader } from "@/components/ui/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Domains" />
      <div className="rounded-lg border bg-surface shadow-card">
        <DomainTableSkeleton />
      </div>
    </>
  );
}
