import { getUsableGrants } from "@/lib/billing";
import { billingLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** The signed-in customer's grants with credits left, in the order in which they are used. */
export const GET = route({ auth: "session", limit: billingLimit }, async ({ viewer }) =>
  getUsableGrants(viewer.customerId),
);
