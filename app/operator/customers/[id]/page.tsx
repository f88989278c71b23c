import "server-only";

import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache, Suspense } from "react";
import { z } from "zod";
import { CustomerActions } from "@/components/operator/customer-actions";
import { CustomerFacts } from "@/components/operator/customer-facts";
import { CustomerLists } from "@/components/operator/customer-lists";
import { CustomerMoney } from "@/components/operator/customer-money";
import { DriftCard } from "@/components/operator/drift-card";
import { LogTable } from "@/components/operator/log-table";
import { Nothing } from "@/components/operator/parts";
import { titleOf } from "@/components/shell/title-of";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { type Operator, requireOperator } from "@/lib/auth/operator";
import { getPayments, getStatement } from "@/lib/billing";
import { getCustomer, getLog } from "@/lib/operator";

/** One read for the page and its title. */
const findCustomer = cache(async (operator: Operator, id: string) =>
  z.uuid().safeParse(id).success ? getCustomer(operator, id) : null,
);

export async function generateMetadata({ params }: PageProps<"/operator/customers/[id]">): Promise<Metadata> {
  const [operator, { id }] = [await requireOperator(), await params];
  return titleOf("Customer", findCustomer(operator, id), ({ email }) => email);
}

const ROWS = 10;

export default async function CustomerPage({ params }: PageProps<"/operator/customers/[id]">) {
  const operator = await requireOperator();
  const { id } = await params;
  const customer = await findCustomer(operator, id);
  if (!customer) notFound();
  const log = await getLog(operator, { customerId: id, after: null });
  return (
    <>
      <Link
        href="/operator/customers"
        className="inline-flex items-center gap-1.5 self-start rounded text-[0.8125rem] leading-6 text-muted hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        Customers
      </Link>
      <PageHeader title={customer.email}>
        <CustomerActions customer={customer} />
      </PageHeader>
      <CustomerFacts customer={customer} />
      <Suspense fallback={<Skeleton className="h-64 rounded-lg" />}>
        <Money customerId={id} />
      </Suspense>
      <CustomerLists customer={customer} />
      <DriftCard customerId={id} check={customer.drift} />
      <Card title="What operators did" flush>
        {log.data.length > 0 ? (
          <LogTable entries={log.data.slice(0, ROWS)} />
        ) : (
          <Nothing>No operator has done anything about this customer.</Nothing>
        )}
      </Card>
    </>
  );
}

async function Money({ customerId }: { customerId: string }) {
  const page = { limit: ROWS, page: 0 };
  const [statement, payments] = await Promise.all([
    getStatement(customerId, page).catch(() => null),
    getPayments(customerId, page).catch(() => null),
  ]);
  return <CustomerMoney statement={statement} payments={payments} />;
}
