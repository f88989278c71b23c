"use client";

import { useCredits } from "@/components/credits/use-credits";
import { formatCount, formatCounted } from "@/components/format";
import { Time } from "@/components/time";
import type { Forecast } from "@/lib/contracts/billing";
import { FORECAST_PATH } from "@/lib/contracts/paths";
import { useBilling } from "./use-billing";

/** How long one more pack would last, and what that is reckoned from. Says nothing without a pace. */
export function TopUpForecast() {
  const { data, error, retry } = useBilling<Forecast>(FORECAST_PATH);
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
  const { credits: account } = useCredits();
  if (!pace || !with_topup) return null;
  const { credits, unused } = with_topup;
  const basis = `At the pace of the ${pace.days === 1 ? "last day" : `last ${pace.days} days`} (${formatCounted(pace.credits, "credit")})`;
  return (
    <p className="mt-3 text-[0.8125rem]" data-testid="topup-forecast">
      {unused >= credits ? (
        `${basis}, the credits that you have are enough until they expire.`
      ) : (
        <>
          {basis}, {formatCount(credits)} more last until <Time iso={with_topup.lasts_until} style="date" />
          {lasts_until && (
            <>
              , without them it is <Time iso={lasts_until} style="date" />
            </>
          )}
          .
        </>
      )}
      <span className="text-muted">
        {unused > 0 && ` With a pack, about ${formatCounted(unused, "credit")} would expire unused.`}
        {account?.plan?.status === "active" && " Renewals of the plan are left out."}
      </span>
    </p>
  );
}
