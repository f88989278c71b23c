import type { Credits } from "@/lib/contracts/credits";

export type Plan = NonNullable<Credits["plan"]>;

/** What the plan's state asks of the customer. */
type PlanNeed = "subscribe" | "wait" | "nothing" | "fix_payment" | "resume";

const needs: Record<Plan["status"], PlanNeed> = {
  pending: "wait",
  active: "nothing",
  on_hold: "fix_payment",
  past_due: "fix_payment",
  paused: "resume",
  cancelled: "subscribe",
  failed: "subscribe",
  expired: "subscribe",
};

export function planNeed(plan: Plan | null): PlanNeed {
  return plan ? needs[plan.status] : "subscribe";
}
