"use client";

import { CloudOff } from "lucide-react";
import { catchError } from "next/error";
import { type ReactNode, Suspense } from "react";
import { messageOf, ProblemError } from "@/components/http/fetch-json";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
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
  if (!data && error !== undefined)
    return (
      <Card title={title}>
        <Failure title={title} retry={retry} requestId={requestIdOf(error)}>
          {messageOf(error)}
        </Failure>
      </Card>
    );
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

export function LoadingCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title} flush>
      <span className="sr-only">Loading…</span>
      {children}
    </Card>
  );
}

interface FailureProps {
  title: string;
  retry: () => void;
  requestId: string | null;
  children: ReactNode;
}

function Failure({ title, retry, requestId, children }: FailureProps) {
  const action = (
    <Button variant="secondary" onClick={retry}>
      Retry
    </Button>
  );
  return (
    <EmptyState icon={CloudOff} title={`${title}: this could not be loaded`} action={action}>
      {children}
      {requestId && (
        <span className="mt-1 block text-[0.8125rem] [overflow-wrap:anywhere]">Request id: {requestId}</span>
      )}
    </EmptyState>
  );
}

/** What support asks for; null if the server never answered. */
function requestIdOf(error: unknown): string | null {
  return error instanceof ProblemError ? error.problem.instance.replace(/^urn:uuid:/, "") : null;
}

const Caught = catchError<{ title: string }>(({ title }, { retry }) => (
  <Card title={title}>
    <Failure title={title} retry={retry} requestId={null}>
      Something went wrong in this part of the page. The rest of it is not affected.
    </Failure>
  </Card>
));

/** Keeps what goes wrong in a card inside of it, and holds its place until its data is there. */
export function CardBoundary({
  title,
  skeleton,
  children,
}: {
  title: string;
  skeleton: ReactNode;
  children: ReactNode;
}) {
  return (
    <Caught title={title}>
      <Suspense fallback={<LoadingCard title={title}>{skeleton}</LoadingCard>}>{children}</Suspense>
    </Caught>
  );
}
