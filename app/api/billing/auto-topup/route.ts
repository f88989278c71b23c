import { changeAutoTopUp, getAutoTopUp } from "@/lib/billing";
import { autoTopUpChangeSchema } from "@/lib/contracts/auto-topup";
import { billingLimit, checkoutLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** The signed-in customer's auto top-up: what was agreed to, which card would be charged, and how it stands. */
export const GET = route({ auth: "session", limit: billingLimit }, async ({ viewer }) =>
  getAutoTopUp(viewer.customerId),
);

/** Turns it on with what the customer agreed to, changes that, or turns it off. */
export const PUT = route(
  { auth: "session", for: "billing", body: autoTopUpChangeSchema, limit: checkoutLimit },
  async ({ viewer, body }) => changeAutoTopUp(viewer.customerId, body),
);
