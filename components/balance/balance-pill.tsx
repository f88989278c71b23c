"use client";

import Link from "next/link";
import { useCredits } from "@/components/credits/use-credits";
import { formatCount } from "@/components/format";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { CreditStatus } from "@/lib/contracts/credits";

const colours: Record<CreditStatus, string> = { none: "", ok: "", low: "text-warning", empty: "text-danger" };
const frame =
  "flex h-9 items-center justify-between gap-3 rounded-md border bg-surface px-3 text-[0.8125rem] hover:bg-subtle";

/** The balance in the navigation, so that it is in sight on every page. */
export function BalancePill() {
  const { credits, isBehind } = useCredits();
  if (!credits && !isBehind) return <BalancePillSkeleton />;
  return (
    <Link href="/dashboard/billing" className={frame}>
      <span className="text-muted max-[22rem]:sr-only">Credits</span>
      <span
        className={cn("min-w-12 text-right font-semibold tabular-nums", credits && colours[credits.status])}
      >
        {credits ? formatCount(credits.available) : "unknown"}
      </span>
    </Link>
  );
}

export function BalancePillSkeleton() {
  return (
    <span className={frame}>
      <span className="text-muted max-[22rem]:sr-only">Credits</span>
      <Skeleton className="h-4 w-12" />
    </span>
  );
}
