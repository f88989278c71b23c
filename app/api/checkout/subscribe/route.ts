import { startPlanCheckout } from "@/lib/billing";
import type { CheckoutStarted } from "@/lib/contracts/checkout";
import { emptyBody } from "@/lib/http/body";
import { checkoutLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** Starts buying the plan for the signed-in customer; no field of the body could name another. */
export const POST = route(
  { auth: "session", for: "billing", body: emptyBody, limit: checkoutLimit },
  async ({ viewer }): Promise<CheckoutStarted> => ({
    checkout_url: await startPlanCheckout(viewer.customerId),
  }),
);
