import { pathSegment } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { removeFromSuppressions, requireSuppression } from "@/lib/suppressions";

/** One entry, by its id or address. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  requireSuppression(caller.customerId, pathSegment(params, "id")),
);

/** Takes one entry off the list, by its id or address. */
export const DELETE = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  removeFromSuppressions(caller.customerId, pathSegment(params, "id")),
);

export {
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
