"use client";

import { ChartColumn } from "lucide-react";
import { LoadError } from "@/components/http/load-error";
import { Time } from "@/components/time";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { DeliveryCard, isReported } from "./delivery-card";
import { useTimeZone } from "./time-zone";
import { USAGE_TITLE, UsageCardsSkeleton } from "./usage-cards-skeleton";
import { UsageChart } from "./usage-chart";
import { useUsage } from "./use-overview";

/** What was sent and, once Resend tells of it, what was delivered. */
export function UsageCards() {
  const { data: usage, error, mutate } = useUsage({ polls: true });
  const zone = useTimeZone();
  const retry = () => void mutate();
  if (!usage && error) {
    return (
      <Card title={USAGE_TITLE}>
        <LoadError title="The last 30 days could not be loaded" error={error} retry={retry} />
      </Card>
    );
  }
  if (!usage) return <UsageCardsSkeleton />;
  const isEmpty = usage.days.every(({ emails }) => emails === 0);
  const note = error ? (
    <span role="status" className="text-[0.8125rem] text-muted">
      Last updated <Time iso={usage.as_of} style="clock" />, reconnecting…
    </span>
  ) : (
    <span className="text-[0.8125rem] text-muted">{zone.replaceAll("_", " ")} time</span>
  );
  return (
    <div className="grid items-stretch gap-5 lg:grid-cols-3">
      <Card
        title={USAGE_TITLE}
        aside={note}
        className={isReported(usage.delivery) ? "lg:col-span-2" : "lg:col-span-3"}
      >
        {isEmpty ? <NothingSent /> : <UsageChart days={usage.days} />}
      </Card>
      {isReported(usage.delivery) && <DeliveryCard delivery={usage.delivery} />}
    </div>
  );
}

function NothingSent() {
  return (
    <div className="flex min-h-54 items-center justify-center">
      <EmptyState icon={ChartColumn} title="Nothing sent in the last 30 days">
        Emails and credits per day appear here with the first email that you send.
      </EmptyState>
    </div>
  );
}
