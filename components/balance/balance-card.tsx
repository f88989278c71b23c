"use client";

import type { ReactNode } from "react";
import { useCredits } from "@/components/credits/use-credits";
import { formatCount, formatCounted } from "@/components/format";
import { LoadError } from "@/components/http/load-error";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { CreditStatus, Credits } from "@/lib/contracts/credits";
import { AllowanceBar } from "./allowance-bar";
import { BALANCE_TITLE, BalanceCardSkeleton } from "./balance-card-skeleton";
import { standingOf } from "./standing";

const numberColours: Record<CreditStatus, string> = {
  none: "",
  ok: "",
  low: "text-warning",
  empty: "text-danger",
};

interface BalanceCardProps {
  /** Under the number: what it is made of. How much of the allowance is left if nothing else is given. */
  bar?: ReactNode;
  /** Under that: what becomes of it. */
  outlook?: ReactNode;
  /** The actions. */
  children?: ReactNode;
}

/** The live balance. */
export function BalanceCard({ bar, outlook, children }: BalanceCardProps) {
  const { credits, error, isBehind, retry } = useCredits();
  if (!credits && isBehind) {
    return (
      <Card title={BALANCE_TITLE}>
        <LoadError title="The balance could not be loaded" error={error} retry={retry} />
      </Card>
    );
  }
  if (!credits) return <BalanceCardSkeleton />;
  const { tone, text, reason } = standingOf(credits);
  return (
    <Card title={BALANCE_TITLE} aside={<Badge tone={tone}>{text}</Badge>}>
      <p
        className={cn(
          "text-4xl font-semibold tracking-tight tabular-nums sm:text-5xl",
          numberColours[credits.status],
        )}
        data-testid="available"
      >
        {formatCount(credits.available)}
      </p>
      <p className="mt-1 min-h-5 text-[0.8125rem] text-muted">
        <Freshness credits={credits} isBehind={isBehind} />
      </p>
      {/* There from the beginning, so that a reason that comes later is read out. */}
      <p role="status" className={cn("text-sm", reason && "mt-3 max-w-prose")} data-testid="standing">
        {reason}
      </p>
      {bar ?? <AllowanceBar credits={credits} />}
      {outlook}
      {children && <div className="mt-5 flex flex-wrap gap-2">{children}</div>}
    </Card>
  );
}

function Freshness({ credits, isBehind }: { credits: Credits; isBehind: boolean }) {
  const asOf = credits.as_of && <Time iso={credits.as_of} style="clock" />;
  return (
    <>
      {credits.held > 0
        ? `${formatCounted(credits.held, "credit")} on hold for emails on their way`
        : "One credit pays for one recipient"}
      {isBehind ? (
        <> · last updated {asOf ?? "a while ago"}, reconnecting…</>
      ) : (
        credits.stale && asOf && <> · as of {asOf}</>
      )}
    </>
  );
}
