import { startPlanCheckout } from "@/lib/billing";
import { type CheckoutStarted, subscribeSchema } from "@/lib/contracts/checkout";
import { checkoutLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** Starts buying a plan for the signed-in customer; no field of the body could name another. */
export const POST = route(
  { auth: "session", for: "billing", body: subscribeSchema, limit: checkoutLimit },
  async ({ viewer, body }): Promise<CheckoutStarted> => ({
    checkout_url: await startPlanCheckout(viewer.customerId, body?.plan),
  }),
);
