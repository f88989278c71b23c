"use client";

import { formatCount, formatCounted } from "@/components/format";
import { Time } from "@/components/time";
import { FORECAST_PATH, type Forecast, forecastSchema } from "@/lib/contracts/billing";
import { useBilling } from "./use-billing";

/** How long one more pack would last, and what that is reckoned from. Says nothing without a pace. */
export function TopUpForecast() {
  const { data, error, retry } = useBilling(FORECAST_PATH, forecastSchema);
  if (data) return <Words forecast={data} />;
  if (error === undefined) return null;
  return (
    <p className="mt-3 text-[0.8125rem] text-muted">
      How long they would last could not be reckoned just now.{" "}
      <button type="button" onClick={retry} className="underline underline-offset-2 hover:text-foreground">
        Retry
      </button>
    </p>
  );
}

function Words({ forecast: { pace, lasts_until, with_topup } }: { forecast: Forecast }) {
  if (!pace || !with_topup) return null;
  const days = pace.days === 1 ? "last day" : `last ${pace.days} days`;
  return (
    <p className="mt-3 text-[0.8125rem]" data-testid="topup-forecast">
      At the pace of the {days}, {formatCount(with_topup.credits)} more last until{" "}
      <Time iso={with_topup.lasts_until} style="date" />
      {lasts_until && (
        <>
          {" "}
          rather than <Time iso={lasts_until} style="date" />
        </>
      )}
      .{" "}
      <span className="text-muted">
        {formatCounted(pace.credits, "credit")} were captured in that time. Renewals are left out.
        {with_topup.unused > 0 &&
          ` About ${formatCounted(with_topup.unused, "credit")} would expire before they are used.`}
      </span>
    </p>
  );
}
