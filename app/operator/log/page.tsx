import "server-only";

import type { Metadata } from "next";
import { z } from "zod";
import { LogTable } from "@/components/operator/log-table";
import { Nothing, Pages } from "@/components/operator/parts";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/auth/operator";
import { getLog } from "@/lib/operator";

export const metadata: Metadata = { title: "Log" };

const idSchema = z.uuid().nullable().catch(null);

export default async function LogPage({ searchParams }: PageProps<"/operator/log">) {
  const operator = await requireOperator();
  const given = await searchParams;
  const after = idSchema.parse(given.after ?? null);
  const customerId = idSchema.parse(given.customer ?? null);
  const page = await getLog(operator, { after, ...(customerId && { customerId }) });
  return (
    <>
      <PageHeader title="Log" />
      <div className="rounded-lg border bg-surface shadow-card">
        {page.data.length > 0 ? (
          <LogTable entries={page.data} />
        ) : (
          <Nothing>Nothing was done yet. Whatever an operator changes appears here, with the reason.</Nothing>
        )}
        <Pages
          pathname="/operator/log"
          query={customerId ? { customer: customerId } : {}}
          next={page.next ? { name: "after", value: page.next } : null}
          isFirst={after === null}
        />
      </div>
    </>
  );
}
