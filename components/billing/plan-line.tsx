import { Time } from "@/components/time";
import type { Plan } from "./plan";

/** The plan's state in one sentence. */
export function PlanLine({ plan }: { plan: Plan | null }) {
  if (!plan) return "No plan. Top-ups work without one.";
  const date = plan.renews_at && <Time iso={plan.renews_at} style="date" />;
  switch (plan.status) {
    case "active":
      if (plan.cancels_at_period_end)
        return <>Cancelled: the plan ends {date ? <>on {date}</> : "with this cycle"}.</>;
      return date ? <>Renews on {date}.</> : "The plan is active.";
    case "pending":
      return "The plan is being set up. Credits arrive with the first payment.";
    case "on_hold":
    case "past_due":
      return "The last payment failed, so no new credits arrive until it is fixed.";
    case "paused":
      return "The plan is paused. Resume it in the billing portal.";
    case "failed":
      return "The plan could not be started. Nothing was charged.";
    case "cancelled":
    case "expired":
      return "The plan has ended. Credits that you have keep until they expire.";
  }
}
