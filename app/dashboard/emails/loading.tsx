import { EmailTableSkeleton } from "@/components/emails/email-table";
import { PageHeader } from "@/components/shell/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Emails" />
      <div className="rounded-lg border bg-surface shadow-card">
        <EmailTableSkeleton rows={10} />
      </div>
    </>
  );
}
