import { EmailFiltersSkeleton } from "@/components/emails/email-filters-skeleton";
import { EmailTableSkeleton } from "@/components/emails/email-table";
import { PageHeader } from "@/components/ui/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Emails" />
      <EmailFiltersSkeleton />
      <div className="rounded-lg border bg-surface shadow-card">
        <EmailTableSkeleton rows={25} />
      </div>
    </>
  );
}
