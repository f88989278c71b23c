import "server-only";

import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { Suspense } from "react";
import { AutoTopUpNotice } from "@/components/auto-topup/auto-topup-notice";
import { OverviewBalance } from "@/components/balance/overview-balance";
import { OverviewBalanceSkeleton } from "@/components/balance/overview-balance-skeleton";
import { CheckoutReturn } from "@/components/billing/checkout-return";
import { EmailList } from "@/components/emails/email-list";
import { EmailTableSkeleton } from "@/components/emails/email-table";
import { emailsPath } from "@/components/emails/paths";
import { LiveData } from "@/components/http/live-data";
import { FirstSteps } from "@/components/overview/first-steps";
import { PlainSendLink, SendLink } from "@/components/overview/send-link";
import { TimeZone } from "@/components/overview/time-zone";
import { UsageCards } from "@/components/overview/usage-card";
import { UsageCardsSkeleton } from "@/components/overview/usage-cards-skeleton";
import { ForRole } from "@/components/role/role";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/session";
import { getAutoTopUpStop, getUsableGrants } from "@/lib/billing";
import { FIRST_STEPS_COOKIE, TIME_ZONE_COOKIE } from "@/lib/contracts/cookies";
import { GRANTS_PATH, usagePath } from "@/lib/contracts/paths";
import { mayDo } from "@/lib/contracts/roles";
import { listEmails } from "@/lib/email";
import { getFirstSteps, getUsage, timeZoneOr } from "@/lib/usage";

export const metadata: Metadata = { title: "Overview" };

const recent = { limit: 5, cursor: null };

export default async function OverviewPage() {
  const viewer = await requireViewer("/dashboard");
  const { customerId, userId, role } = viewer;
  const jar = await cookies();
  const timeZone = timeZoneOr(jar.get(TIME_ZONE_COOKIE)?.value);
  // Not awaited, see the layout.
  const prefetched = {
    [emailsPath(recent)]: listEmails(customerId, recent).catch(() => undefined),
    [usagePath(timeZone)]: getUsage(customerId, timeZone).catch(() => undefined),
    [GRANTS_PATH]: getUsableGrants(customerId).catch(() => undefined),
  };
  // Awaited: most customers have done them all, and a place that is held for nothing would make the page jump.
  const isHidden = !mayDo(role, "developer") || jar.get(FIRST_STEPS_COOKIE)?.value === userId;
  const [steps, stop] = await Promise.all([
    isHidden ? null : getFirstSteps(customerId).catch(() => null),
    getAutoTopUpStop(customerId).catch(() => null),
  ]);
  return (
    <LiveData prefetched={prefetched}>
      <TimeZone remembered={timeZone}>
        <PageHeader title="Overview">
          <ForRole need="developer">
            <Suspense fallback={<PlainSendLink isSecond={steps?.has_credits === false} />}>
              <SendLink />
            </Suspense>
          </ForRole>
        </PageHeader>
        <Suspense fallback={null}>
          <CheckoutReturn />
        </Suspense>
        {stop && <AutoTopUpNotice stopped={stop} />}
        {steps && <FirstSteps initial={steps} userId={userId} />}
        <Suspense fallback={<OverviewBalanceSkeleton />}>
          <OverviewBalance />
        </Suspense>
        <Suspense fallback={<UsageCardsSkeleton />}>
          <UsageCards />
        </Suspense>
        <Card title="Last emails" flush aside={<AllEmails />}>
          <Suspense fallback={<EmailTableSkeleton rows={recent.limit} />}>
            <EmailList {...recent} caption="Last emails" hasPages={false} />
          </Suspense>
        </Card>
      </TimeZone>
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
