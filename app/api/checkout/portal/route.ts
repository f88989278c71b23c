import { openPortal } from "@/lib/billing";
import type { PortalOpened } from "@/lib/contracts/checkout";
import { emptyBody } from "@/lib/http/body";
import { checkoutLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** Opens Dodo's customer portal for the signed-in customer. */
export const POST = route(
  { auth: "session", for: "billing", body: emptyBody, limit: checkoutLimit },
  async ({ viewer }): Promise<PortalOpened> => ({ portal_url: await openPortal(viewer.customerId) }),
);
