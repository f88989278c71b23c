import { OverviewBalanceSkeleton } from "@/components/balance/overview-balance-skeleton";
import { EmailTableSkeleton } from "@/components/emails/email-table";
import { UsageCardsSkeleton } from "@/components/overview/usage-cards-skeleton";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";

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
