"use client";

import type { ReactNode } from "react";
import { PlanLine } from "@/components/billing/plan-line";
import { formatCount } from "@/components/format";
import { formatDay, formatSoon } from "@/components/overview/day";
import { useTimeZone } from "@/components/overview/time-zone";
import { useGrants, useUsage } from "@/components/overview/use-overview";
import { Skeleton } from "@/components/ui/skeleton";
import type { Credits } from "@/lib/contracts/credits";
import { nextExpiry, toPortions } from "./portions";
import { findRunway, type Runway } from "./runway";

/** What becomes of the credits: which expire next, what the plan brings, and, where that can be said, how long they last. */
export function Outlook({ credits }: { credits: Credits }) {
  const { data: grants } = useGrants(credits.balance);
  const { data: usage } = useUsage();
  const zone = useTimeZone();
  const portions = grants ? toPortions(grants.data, credits.available) : [];
  const expiry = nextExpiry(portions, (iso) => formatDay(new Date(iso), zone));
  const runway = usage && findRunway({ days: usage.days, portions, plan: credits.plan, now: new Date() });
  return (
    <dl className={frame}>
      <Fact name="Plan">
        <PlanLine plan={credits.plan} />
      </Fact>
      <Fact name="Next expiry">
        {expiry
          ? `${formatCount(expiry.credits)} expire on ${formatDay(new Date(expiry.at), zone)}`
          : "Nothing expires."}
      </Fact>
      {runway && (
        <Fact name="At this pace">
          {saySoFar(runway, zone)}
          <span className="block text-muted">
            {formatCount(Math.max(1, Math.round(runway.perDay)))} a day, average of the last 7 days
          </span>
        </Fact>
      )}
    </dl>
  );
}

const frame = "mt-5 grid min-h-16 gap-x-6 gap-y-3 border-t pt-4 text-[0.8125rem] sm:grid-cols-3";

function saySoFar({ end, at }: Runway, zone: string): string {
  if (end === "renewed") return `Until the plan renews on ${formatDay(at, zone)}, and longer`;
  if (end === "expired") return `Until they expire on ${formatDay(at, zone)}`;
  return `Until ${formatSoon(at, zone)}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="mt-0.5 tabular-nums">{children}</dd>
    </div>
  );
}

export function OutlookSkeleton() {
  return (
    <div className={frame}>
      {["Plan", "Next expiry"].map((name) => (
        <div key={name}>
          <Skeleton className="h-5 w-16" />
          <Skeleton className="mt-1 h-5 w-40" />
        </div>
      ))}
    </div>
  );
}
