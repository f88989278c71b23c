"use client";

import { grantSources } from "@/components/billing/grant-source";
import { formatCount } from "@/components/format";
import { messageOf } from "@/components/http/fetch-json";
import { formatDay } from "@/components/overview/day";
import { useTimeZone } from "@/components/overview/time-zone";
import { useGrants } from "@/components/overview/use-overview";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { Credits } from "@/lib/contracts/credits";
import { AllowanceBar } from "./allowance-bar";
import { type Portion, toPortions } from "./portions";

/** So many are named one by one; what is used after them is one part. */
const NAMED_MAX = 3;

const colours = ["bg-accent", "bg-accent/70", "bg-accent/45", "bg-control"];

/** What the available credits are made of, in the order in which they are used. */
export function GrantBar({ credits }: { credits: Credits }) {
  const { data, error, mutate } = useGrants(credits.balance);
  if (!data && error) {
    return (
      <>
        <AllowanceBar credits={credits} />
        <p className="mt-1 text-[0.8125rem] text-muted">
          What they are made of could not be loaded: {messageOf(error)}{" "}
          <button type="button" onClick={() => void mutate()} className="rounded text-accent hover:underline">
            Retry
          </button>
        </p>
      </>
    );
  }
  if (!data) return <GrantBarSkeleton />;
  const portions = shorten(toPortions(data.data, credits.available));
  if (portions.length === 0) return <AllowanceBar credits={credits} />;
  return (
    <div className="mt-4">
      <div aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-full bg-subtle">
        {portions.map(({ id, credits: part }, index) => (
          <span
            key={id}
            className={cn("h-full min-w-1 transition-[flex-grow] duration-500", colours[index])}
            style={{ flexGrow: part, flexBasis: 0 }}
          />
        ))}
      </div>
      <ol
        aria-label="Credits in the order in which they are used"
        className="mt-2 flex min-h-5 flex-wrap gap-x-5 gap-y-1 text-[0.8125rem] text-muted tabular-nums"
      >
        {portions.map((portion, index) => (
          <li key={portion.id} className="flex items-center gap-1.5">
            <span aria-hidden className={cn("size-2 rounded-full", colours[index])} />
            <PortionText portion={portion} isNext={index === 0 && portions.length > 1} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function PortionText({ portion, isNext }: { portion: ShownPortion; isNext: boolean }) {
  const zone = useTimeZone();
  const { source, credits, expiresAt, grants } = portion;
  const name = grants > 1 ? `${grants} later grants` : source ? grantSources[source] : "New";
  return (
    <span>
      {name} <span className="font-medium text-foreground">{formatCount(credits)}</span>
      {expiresAt && ` until ${formatDay(new Date(expiresAt), zone)}`}
      {isNext && ", used next"}
    </span>
  );
}

type ShownPortion = Portion & { grants: number };

function shorten(portions: readonly Portion[]): ShownPortion[] {
  const named = portions.slice(0, NAMED_MAX).map((one) => ({ ...one, grants: 1 }));
  const others = portions.slice(NAMED_MAX);
  if (others.length < 2) return [...named, ...others.map((one) => ({ ...one, grants: 1 }))];
  const credits = others.reduce((sum, one) => sum + one.credits, 0);
  return [...named, { id: "others", source: null, credits, expiresAt: null, grants: others.length }];
}

export function GrantBarSkeleton() {
  return (
    <div className="mt-4">
      <span className="sr-only">Loading what the credits are made of…</span>
      <Skeleton className="h-2 w-full" />
      <Skeleton className="mt-2 h-5 w-64" />
    </div>
  );
}
