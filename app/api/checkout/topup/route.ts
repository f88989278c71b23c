import { startTopUpCheckout } from "@/lib/billing";
import { type CheckoutStarted, topUpSchema } from "@/lib/contracts/checkout";
import { checkoutLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** Starts buying a top-up pack for the signed-in customer; no field of the body could name another. */
export const POST = route(
  { auth: "session", for: "billing", body: topUpSchema, limit: checkoutLimit },
  async ({ viewer, body }): Promise<CheckoutStarted> => ({
    checkout_url: await startTopUpCheckout(viewer.customerId, body?.pack),
  }),
);
