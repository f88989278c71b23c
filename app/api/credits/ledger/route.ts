import { getLedger } from "@/lib/billing";
import { historyLimit } from "@/lib/http/limit-rate";
import { numberedPage } from "@/lib/http/params";
import { route } from "@/lib/http/route";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";

/** The customer's credit ledger at Dodo, newest first: `?limit=` and `?page=` from 0. */
export const GET = route({ auth: "either", limit: historyLimit }, async ({ caller, query }) =>
  getLedger(caller.customerId, numberedPage(query)),
);
