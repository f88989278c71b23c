"use client";

import { PlanLine } from "@/components/billing/plan-line";
import { formatCount } from "@/components/format";
import { formatDay, formatSoon } from "@/components/overview/day";
import { useTimeZone } from "@/components/overview/time-zone";
import { useGrants, useUsage } from "@/components/overview/use-overview";
import type { Credits } from "@/lib/contracts/credits";
import { Fact, Facts } from "./outlook-skeleton";
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
    <Facts>
      <Fact name="Plan">
        <PlanLine plan={credits.plan} />
      </Fact>
      <Fact name="Next expiry">
        {expiry
          ? `${formatCount(expiry.credits)} expire on ${formatDay(new Date(expiry.at), zone)}`
          : "Nothing expires."}
      </Fact>
      <Fact name="At this pace">
        {runway ? saySoFar(runway, zone) : "Not enough sent yet to say"}
        <span className="block text-muted">
          {runway
            ? `${formatCount(Math.max(1, Math.round(runway.perDay)))} a day, average of the last 7 days`
            : "It takes three days of sending in a week."}
        </span>
      </Fact>
    </Facts>
  );
}

function saySoFar({ end, at }: Runway, zone: string): string {
  if (end === "renewed") return `Until the plan renews on ${formatDay(at, zone)}, and longer`;
  if (end === "expired") return `Until they expire on ${formatDay(at, zone)}`;
  return `Until ${formatSoon(at, zone)}`;
}
