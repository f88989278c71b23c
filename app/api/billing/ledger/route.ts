import { getStatement } from "@/lib/billing";
import { billingLimit } from "@/lib/http/limit-rate";
import { numberedPage } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** The signed-in customer's ledger as people read it, newest first: `?limit=` and `?page=` from 0. */
export const GET = route({ auth: "session", limit: billingLimit }, async ({ viewer, query }) =>
  getStatement(viewer.customerId, numberedPage(query)),
);
