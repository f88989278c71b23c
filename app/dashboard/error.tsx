"use client";

import { ServerCrash } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function DashboardError({ retry }: { retry: () => void }) {
  const action = <Button onClick={() => retry()}>Try again</Button>;
  return (
    <div className="rounded-lg border bg-surface">
      <h1 className="sr-only">Error</h1>
      <EmptyState icon={ServerCrash} title="This page could not be shown" action={action}>
        Something went wrong on our side. Emails that you sent and credits that you have are not affected.
      </EmptyState>
    </div>
  );
}
