"use client";

import { ServerCrash } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function OperatorError({ retry }: { retry: () => void }) {
  const action = <Button onClick={() => retry()}>Try again</Button>;
  return (
    <div className="rounded-lg border bg-surface">
      <h1 className="sr-only">Error</h1>
      <EmptyState icon={ServerCrash} title="This page could not be shown" action={action}>
        The log says why. Nothing that you did before is undone.
      </EmptyState>
    </div>
  );
}
