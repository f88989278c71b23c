import { OverviewBalanceSkeleton } from "@/components/balance/overview-balance-skeleton";
import { EmailTableSkeleton } from "@/components/emails/email-table";
import { UsageCardsSkeleton } from "@/components/overview/usage-cards-skeleton";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";

export default function Loading() {
  return (
    <>
      <PageHeader title="Overview" />
      <OverviewBalanceSkeleton />
      <UsageCardsSkeleton />
      <Card title="Last emails" flush>
        <EmailTableSkeleton rows={5} />
      </Card>
    </>
  );
}
