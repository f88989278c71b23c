"use client";

import { type ReactNode, Suspense } from "react";
import { LoadError } from "@/components/http/load-error";
import { Time } from "@/components/time";
import { Card } from "@/components/ui/card";
import { ErrorBoundary } from "@/components/ui/error-boundary";
import { LoadingCard } from "./loading-card";
import type { Answer } from "./use-billing";

interface BillingCardProps<T> {
  title: string;
  answer: Answer<T>;
  /** What stands where the content will be, in its size. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** A card whose content comes from Dodo: loading, failed with a way on, behind, or there. */
export function BillingCard<T extends { as_of: string; stale: boolean }>({
  title,
  answer: { data, error, retry },
  skeleton,
  children,
}: BillingCardProps<T>) {
  if (!data && error !== undefined) return <FailedCard title={title} error={error} retry={retry} />;
  if (!data) return <LoadingCard title={title}>{skeleton}</LoadingCard>;
  return (
    <Card title={title} flush>
      {(data.stale || error !== undefined) && (
        <p role="status" className="px-5 pb-2 text-[0.8125rem] text-muted">
          As of <Time iso={data.as_of} style="clock" />:{" "}
          {data.stale ? "Dodo Payments can’t be asked right now." : "it could not be refreshed."} This page
          tries again by itself.
        </p>
      )}
      {children(data)}
    </Card>
  );
}

function FailedCard({ title, error, retry }: { title: string; error: unknown; retry: () => void }) {
  return (
    <Card title={title}>
      <LoadError title={`${title}: this could not be loaded`} error={error} retry={retry} />
    </Card>
  );
}

interface CardBoundaryProps {
  title: string;
  skeleton: ReactNode;
  children: ReactNode;
}

/** Keeps what goes wrong in a card inside of it, and holds its place until its data is there. */
export function CardBoundary({ title, skeleton, children }: CardBoundaryProps) {
  return (
    <ErrorBoundary fallback={(error, retry) => <FailedCard title={title} error={error} retry={retry} />}>
      <Suspense fallback={<LoadingCard title={title}>{skeleton}</LoadingCard>}>{children}</Suspense>
    </ErrorBoundary>
  );
}
