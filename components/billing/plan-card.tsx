"use client";

import { useCredits } from "@/components/credits/use-credits";
import { formatCount, formatPrice } from "@/components/format";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { catalogue, type Plan as PlanOffer, planOfKey } from "@/lib/catalogue";
import { CancelOrResume } from "./cancel-plan";
import { ManageBilling, Subscribe } from "./checkout-buttons";
import { FurtherOffers } from "./further-offers";
import { type Plan, planNeed } from "./plan";
import { PlanLine } from "./plan-line";
import { PlanTrouble } from "./plan-trouble";

const badges: Record<Plan["status"], { tone: Tone; text: string }> = {
  pending: { tone: "accent", text: "Being set up" },
  active: { tone: "success", text: "Active" },
  on_hold: { tone: "danger", text: "On hold" },
  past_due: { tone: "danger", text: "Past due" },
  paused: { tone: "warning", text: "Paused" },
  cancelled: { tone: "neutral", text: "Cancelled" },
  failed: { tone: "danger", text: "Failed" },
  expired: { tone: "neutral", text: "Ended" },
};

/** There is no second plan beside the first, and what a change costs and gives is for Dodo's portal to say. */
const CHANGING_PLANS =
  "To change the plan, use Manage plan. If there is no change on offer there, cancel this plan and subscribe to another when it has ended. Credits that you have keep until they expire.";

/** The plan: what it costs and gives, its state, and the one thing to do about it. */
export function PlanCard() {
  const { credits } = useCredits();
  const badge = credits?.plan && badges[credits.plan.status];
  const offer = planOfKey(credits?.plan?.key);
  return (
    <Card title={offer.name} aside={badge && <Badge tone={badge.tone}>{badge.text}</Badge>}>
      <p className="text-2xl font-semibold tracking-tight tabular-nums">
        {formatPrice(offer.priceMinor, offer.currency)}
        <span className="text-sm font-normal tracking-normal text-muted"> a {offer.interval}</span>
      </p>
      <p className="mt-1 text-muted">{formatCount(offer.credits)} credits with every cycle.</p>
      {credits ? <PlanState plan={credits.plan} offer={offer} /> : <Skeleton className="mt-3 h-5 w-44" />}
    </Card>
  );
}

function PlanState({ plan, offer }: { plan: Plan | null; offer: PlanOffer }) {
  const need = planNeed(plan);
  if (plan && need === "fix_payment") return <PlanTrouble status={plan.status} />;
  return (
    <>
      <p className="mt-3 mb-5">
        <PlanLine plan={plan} />
      </p>
      <div className="mt-auto flex flex-wrap gap-2">
        {need === "subscribe" ? (
          <Subscribe plan={offer} label="Subscribe" />
        ) : (
          <ManageBilling label="Manage plan" />
        )}
        {plan?.status === "active" && <CancelOrResume plan={plan} />}
      </div>
      <FurtherOffers
        label="Other plans"
        offers={catalogue.plans.filter((other) => other.key !== offer.key)}
        action={(other) =>
          need === "subscribe" && <Subscribe plan={other} variant="secondary" size="sm" label="Subscribe" />
        }
        note={need === "subscribe" ? undefined : CHANGING_PLANS}
      />
    </>
  );
}
