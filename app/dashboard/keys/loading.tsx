import { KeyTableSkeleton } from "@/components/keys/key-table";
import { PageHeader } from "@/components/ui/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="API keys" />
      <div className="rounded-lg border bg-surface shadow-card">
        <KeyTableSkeleton />
      </div>
    </>
  );
}
