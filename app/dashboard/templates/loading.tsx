import { PageHeader } from "@/components/shell/page-header";
import { TemplateTableSkeleton } from "@/components/templates/template-table";

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
