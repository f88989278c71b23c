import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

/** What becomes of the credits, side by side; on a phone one under the other. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="mt-5 grid min-h-16 gap-x-6 gap-y-3 border-t pt-4 text-[0.8125rem] sm:grid-cols-3">
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="mt-0.5 tabular-nums">{children}</dd>
    </div>
  );
}

const line = <Skeleton className="my-[0.109375rem] h-4 w-40" />;

export function OutlookSkeleton() {
  return (
    <Facts>
      <Fact name="Plan">{line}</Fact>
      <Fact name="Next expiry">{line}</Fact>
      <Fact name="At this pace">
        {line}
        {line}
      </Fact>
    </Facts>
  );
}
