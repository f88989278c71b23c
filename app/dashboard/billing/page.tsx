import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { AlertsCard, AlertsSkeleton } from "@/components/alerts/alerts-card";
import { AutoTopUpCard } from "@/components/auto-topup/auto-topup-card";
import { BalanceCard } from "@/components/balance/balance-card";
import { BilledBalanceSkeleton } from "@/components/balance/balance-card-skeleton";
import { BalanceFigures } from "@/components/billing/balance-figures";
import { CardBoundary } from "@/components/billing/billing-card";
import { ManageBilling } from "@/components/billing/checkout-buttons";
import { CreditRules } from "@/components/billing/credit-rules";
import { GrantsCard } from "@/components/billing/grants-card";
import { LedgerCard } from "@/components/billing/ledger-card";
import { LEDGER_ROWS, PAYMENT_ROWS } from "@/components/billing/page-sizes";
import { PaymentsCard } from "@/components/billing/payments-card";
import { PlanCard } from "@/components/billing/plan-card";
import { RowSkeleton } from "@/components/billing/row-skeleton";
import { TopUpCard } from "@/components/billing/topup-card";
import { LiveData } from "@/components/http/live-data";
import { RoleNote } from "@/components/role/role";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { requireViewer } from "@/lib/auth/session";
import {
  getAlertSettings,
  getAutoTopUp,
  getForecast,
  getPayments,
  getStatement,
  getUsableGrants,
} from "@/lib/billing";
import { ALERTS_PATH } from "@/lib/contracts/alert-levels";
import { AUTO_TOPUP_PATH } from "@/lib/contracts/auto-topup-limits";
import { FORECAST_PATH, GRANTS_PATH, ledgerPath, paymentsPath } from "@/lib/contracts/paths";

export const metadata: Metadata = { title: "Billing" };

/** A page of a list by its number in the address, from 1. What is no such number means the first. */
function pageNumber(given: string | string[] | undefined): number {
  return typeof given === "string" && /^[1-9]\d{0,3}$/.test(given) ? Number(given) : 1;
}

export default async function BillingPage({ searchParams }: PageProps<"/dashboard/billing">) {
  const { customerId } = await requireViewer("/dashboard/billing");
  const { ledger, payments } = await searchParams;
  const pages = { ledger: pageNumber(ledger), payments: pageNumber(payments) };
  const [ledgerPage, paymentPage] = [pages.ledger - 1, pages.payments - 1];
  // Not awaited: the frame of the page comes first. What fails is asked for again by its card, which explains it.
  const later = (answer: Promise<unknown>) => answer.catch(() => undefined);
  const prefetched = {
    [AUTO_TOPUP_PATH]: later(getAutoTopUp(customerId)),
    [GRANTS_PATH]: later(getUsableGrants(customerId)),
    [ALERTS_PATH]: later(getAlertSettings(customerId)),
    [FORECAST_PATH]: later(getForecast(customerId)),
    [ledgerPath(ledgerPage, LEDGER_ROWS)]: later(
      getStatement(customerId, { page: ledgerPage, limit: LEDGER_ROWS }),
    ),
    [paymentsPath(paymentPage, PAYMENT_ROWS)]: later(
      getPayments(customerId, { page: paymentPage, limit: PAYMENT_ROWS }),
    ),
  };
  return (
    <LiveData prefetched={prefetched}>
      <PageHeader title="Billing">
        <ManageBilling label="Billing portal" />
      </PageHeader>
      <RoleNote need="billing" title="You can look at billing, and buy nothing." />
      <Suspense fallback={<BilledBalanceSkeleton />}>
        <BalanceCard>
          <BalanceFigures />
        </BalanceCard>
      </Suspense>
      <div className="grid gap-5 md:grid-cols-2">
        <Suspense fallback={<Skeleton className="h-56 rounded-lg" />}>
          <PlanCard />
        </Suspense>
        <TopUpCard />
      </div>
      <CardBoundary title="Auto top-up" skeleton={<RowSkeleton rows={2} />}>
        <AutoTopUpCard />
      </CardBoundary>
      <CardBoundary title="Credits by expiry" skeleton={<RowSkeleton rows={2} />}>
        <GrantsCard title="Credits by expiry" />
      </CardBoundary>
      <CardBoundary key={`ledger ${pages.ledger}`} title="Ledger" skeleton={<RowSkeleton rows={6} />}>
        <LedgerCard title="Ledger" pages={pages} />
      </CardBoundary>
      <CardBoundary key={`payments ${pages.payments}`} title="Payments" skeleton={<RowSkeleton rows={3} />}>
        <PaymentsCard title="Payments" pages={pages} />
      </CardBoundary>
      <Suspense fallback={<AlertsSkeleton title="Alerts" />}>
        <AlertsCard title="Alerts" />
      </Suspense>
      <CreditRules />
    </LiveData>
  );
}
