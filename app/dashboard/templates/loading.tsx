import { TemplateTableSkeleton } from "@/components/templates/template-table";
import { PageHeader } from "@/components/ui/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Templates" />
      <div className="rounded-lg border bg-surface shadow-card">
        <TemplateTableSkeleton />
      </div>
    </>
  );
}
