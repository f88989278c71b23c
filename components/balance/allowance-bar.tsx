import { formatCount } from "@/components/format";
import { cn } from "@/components/ui/cn";
import type { CreditStatus, Credits } from "@/lib/contracts/credits";

const colours: Record<CreditStatus, string> = {
  none: "bg-muted",
  ok: "bg-accent",
  low: "bg-warning",
  empty: "bg-danger",
};

/** How much of the allowance is left. Top-ups stack on it, so there may be more than a full bar. */
export function AllowanceBar({ credits }: { credits: Credits }) {
  if (credits.allowance === null)
    return (
      <p className="mt-4 min-h-9 text-[0.8125rem] text-muted">
        Once you have bought credits, this shows how many of them are left.
      </p>
    );
  const left = Math.min(Math.max(credits.available, 0), credits.allowance);
  const perCycle = credits.plan ? "per cycle" : "in the last purchase";
  return (
    <div className="mt-4">
      {/* biome-ignore lint/a11y/useSemanticElements: browsers paint a meter element as they like. */}
      <div
        role="meter"
        aria-label="Credits left of the allowance"
        aria-valuemin={0}
        aria-valuemax={credits.allowance}
        aria-valuenow={left}
        className="h-2 overflow-hidden rounded-full bg-subtle"
      >
        <div
          className={cn("h-full rounded-full transition-[width] duration-500", colours[credits.status])}
          style={{ width: `${(left / credits.allowance) * 100}%` }}
        />
      </div>
      <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-[0.8125rem] text-muted tabular-nums">
        <span>
          {formatCount(credits.allowance)} {perCycle}
        </span>
        {credits.low_threshold !== null && <span>Warning at {formatCount(credits.low_threshold)}</span>}
      </p>
    </div>
  );
}
