"use client";

import { useSWRConfig } from "swr";
import { LoadError } from "@/components/http/load-error";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { CREDITS_PATH } from "@/lib/contracts/credits";
import { AlertsForm } from "./alerts-form";
import { useAlerts } from "./use-alerts";

/** When a customer is warned, by which mails, and who gets them. */
export function AlertsCard({ title }: { title: string }) {
  const { data, error, retry, save } = useAlerts();
  const { mutate } = useSWRConfig();
  if (!data && error !== undefined)
    return (
      <Card title={title}>
        <LoadError title="The alerts could not be loaded" error={error} retry={retry} />
      </Card>
    );
  if (!data) return <AlertsSkeleton title={title} />;
  return (
    <Card title={title}>
      <AlertsForm
        settings={data}
        save={async (settings) => {
          const saved = await save(settings);
          // The banner on this page follows the new levels at once.
          void mutate(CREDITS_PATH);
          return saved;
        }}
      />
    </Card>
  );
}

export function AlertsSkeleton({ title }: { title: string }) {
  return (
    <Card title={title}>
      <span className="sr-only">Loading the alerts…</span>
      <div className="grid gap-4">
        {["low", "very low", "critical", "mails", "people"].map((part) => (
          <Skeleton key={part} className="h-9 w-full max-w-xl" />
        ))}
      </div>
    </Card>
  );
}
