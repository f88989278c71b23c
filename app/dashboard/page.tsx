import "server-only";

import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { BalanceCardSkeleton } from "@/components/balance/balance-card";
import { OverviewBalance } from "@/components/balance/overview-balance";
import { CheckoutReturn } from "@/components/billing/checkout-return";
import { EmailList } from "@/components/emails/email-list";
import { EmailTableSkeleton } from "@/components/emails/email-table";
import { emailsPath } from "@/components/emails/paths";
import { LiveData } from "@/components/http/live-data";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { requireViewer } from "@/lib/auth/session";
import { listEmails } from "@/lib/email";

export const metadata: Metadata = { title: "Overview" };

const recent = { limit: 5, cursor: null };

export default async function OverviewPage() {
  const viewer = await requireViewer("/dashboard");
  // Not awaited, see the layout.
  const emails = listEmails(viewer.customerId, recent).catch(() => undefined);
  return (
    <LiveData prefetched={{ [emailsPath(recent)]: emails }}>
      <PageHeader title="Overview">
        <Button asChild>
          <Link href="/dashboard/send">Send an email</Link>
        </Button>
      </PageHeader>
      <Suspense fallback={null}>
        <CheckoutReturn />
      </Suspense>
      <Suspense fallback={<BalanceCardSkeleton />}>
        <OverviewBalance />
      </Suspense>
      <Card title="Last emails" flush aside={<AllEmails />}>
        <Suspense fallback={<EmailTableSkeleton rows={recent.limit} />}>
          <EmailList {...recent} caption="Last emails" hasPages={false} />
        </Suspense>
      </Card>
    </LiveData>
  );
}

function AllEmails() {
  return (
    <Link href="/dashboard/emails" className="rounded text-[0.8125rem] leading-6 text-accent hover:underline">
      All emails
    </Link>
  );
}
