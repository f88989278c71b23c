"use client";

import { useCredits } from "@/components/credits/use-credits";
import { LoadError } from "@/components/http/load-error";
import { Card } from "@/components/ui/card";
import { lazyPart } from "@/components/ui/load-later";
import { Skeleton } from "@/components/ui/skeleton";
import { useAlerts } from "./use-alerts";

/** It comes after what people look at first on that page. */
const AlertsForm = lazyPart(() => import("./alerts-form").then((module) => module.AlertsForm));

/** When a customer is warned, by which mails, and who gets them. */
export function AlertsCard({ title }: { title: string }) {
  const { data, error, retry, save } = useAlerts();
  const { credits, retry: readCredits } = useCredits();
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
        allowance={credits?.allowance ?? null}
        save={async (settings) => {
          const saved = await save(settings);
          // The banner on this page follows the new levels at once.
          readCredits();
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
