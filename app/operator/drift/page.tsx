import "server-only";

import type { Metadata } from "next";
import { ActionButton } from "@/components/operator/action-button";
import { AutoRefresh } from "@/components/operator/auto-refresh";
import { DriftBadge } from "@/components/operator/drift-card";
import { CustomerLink, Fact, Facts, Moment } from "@/components/operator/parts";
import { SimpleTable } from "@/components/operator/simple-table";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/auth/operator";
import { getDrift } from "@/lib/operator";

export const metadata: Metadata = { title: "Drift" };

const REFRESH_MS = 5_000;

export default async function DriftPage() {
  const operator = await requireOperator();
  const { checks, counts } = await getDrift(operator);
  return (
    <>
      <PageHeader title="Drift">
        <ActionButton label="Check all customers" action={{ action: "drift.check", customer_id: null }} />
      </PageHeader>
      {counts.waiting > 0 && <AutoRefresh everyMs={REFRESH_MS} />}
      <Card title="Our sums against Dodo's ledger">
        <Facts>
          <Fact label="Checked">{counts.checked}</Fact>
          <Fact label="Waiting for their turn">{counts.waiting}</Fact>
          <Fact label="With drift">{counts.drifting}</Fact>
        </Facts>
        <p className="mt-4 max-w-prose text-[0.8125rem] text-muted">
          Checks go one after the other, when nothing else needs Dodo. A difference is shown and explained; it
          is mended by nobody but you.
        </p>
      </Card>
      <Card title="Customers" flush>
        <SimpleTable
          caption="Checked customers, those with the most drift first"
          empty="Nothing was checked yet. Start with all customers, or with one on their page."
          columns={["Customer", "Result", "Entries read", "Checked"]}
          rows={checks.map((check) => ({
            key: check.customer_id,
            cells: [
              <CustomerLink key="customer" id={check.customer_id}>
                {check.email}
              </CustomerLink>,
              <DriftBadge key="result" check={check} />,
              check.error ?? check.result?.entries_read ?? "–",
              <Moment key="checked" iso={check.checked_at} />,
            ],
          }))}
        />
      </Card>
    </>
  );
}
