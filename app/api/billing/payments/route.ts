import { getPayments } from "@/lib/billing";
import { billingLimit } from "@/lib/http/limit-rate";
import { numberedPage } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** The signed-in customer's payments, newest first: `?limit=` and `?page=` from 0. */
export const GET = route({ auth: "session", limit: billingLimit }, async ({ viewer, query }) =>
  getPayments(viewer.customerId, numberedPage(query)),
);
