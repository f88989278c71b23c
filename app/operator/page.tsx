import "server-only";

import type { Metadata } from "next";
import { AutoRefresh } from "@/components/operator/auto-refresh";
import { OpenCalls } from "@/components/operator/open-calls";
import { LineCard, QueueCard, SendingSwitch } from "@/components/operator/system-cards";
import { UnresolvedCard } from "@/components/operator/unresolved-card";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/auth/operator";
import { getSystem } from "@/lib/operator";

export const metadata: Metadata = { title: "System" };

const REFRESH_MS = 10_000;

export default async function SystemPage() {
  const operator = await requireOperator();
  const system = await getSystem(operator);
  return (
    <>
      <AutoRefresh everyMs={REFRESH_MS} />
      <PageHeader title="System">
        <SendingSwitch halted={system.halted} />
      </PageHeader>
      <QueueCard system={system} />
      <div className="grid gap-5 md:grid-cols-2">
        {system.lines.map((line) => (
          <LineCard key={line.provider} line={line} />
        ))}
      </div>
      <UnresolvedCard emails={system.unresolved} />
      <OpenCalls title="Open calls to Resend" calls={system.dispatches} />
      <OpenCalls title="Open debits at Dodo" calls={system.captures} />
      <OpenCalls title="Open adjustments at Dodo" calls={system.adjustments} />
    </>
  );
}
