import { changePlan } from "@/lib/billing";
import { planChangeSchema } from "@/lib/contracts/billing";
import { checkoutLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** Ends the signed-in customer's plan with its cycle, or lets it go on. */
export const PATCH = route(
  { auth: "session", for: "billing", body: planChangeSchema, limit: checkoutLimit },
  async ({ viewer, body }) =>
    changePlan(viewer.customerId, { cancelsAtPeriodEnd: body.cancel_at_period_end }),
);
