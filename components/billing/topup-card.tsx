import { Suspense } from "react";
import { formatCount, formatPrice } from "@/components/format";
import { Card } from "@/components/ui/card";
import { catalogue } from "@/lib/catalogue";
import { BuyTopUp } from "./checkout-buttons";
import { FurtherOffers } from "./further-offers";
import { TopUpForecast } from "./topup-forecast";

export function TopUpCard() {
  const { key, name, priceMinor, currency, credits } = catalogue.topup;
  return (
    <Card title={name}>
      <p className="text-2xl font-semibold tracking-tight tabular-nums">
        {formatPrice(priceMinor, currency)}
        <span className="text-sm font-normal tracking-normal text-muted"> once</span>
      </p>
      <p className="mt-1 text-muted">
        +{formatCount(credits)} credits on top of what you have, usable within seconds of the payment.
      </p>
      <p className="mt-3">Works with and without a plan, as often as you like.</p>
      {/* As high as what will mostly stand in it, so that the lists below do not move when it comes. */}
      <div className="sm:min-h-18">
        <Suspense fallback={null}>
          <TopUpForecast />
        </Suspense>
      </div>
      <div className="mt-auto flex pt-5">
        <BuyTopUp variant="secondary" label={`Buy ${formatCount(credits)} credits`} />
      </div>
      <FurtherOffers
        label="Other packs"
        offers={catalogue.packs.filter((other) => other.key !== key)}
        action={(pack) => (
          <BuyTopUp
            pack={pack}
            variant="secondary"
            size="sm"
            label={`Buy ${formatCount(pack.credits)} credits`}
          />
        )}
      />
    </Card>
  );
}
