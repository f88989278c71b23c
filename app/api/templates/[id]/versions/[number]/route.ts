import { numberParam, pathSegment } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { getVersion } from "@/lib/templates";

/** One version with its content. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  getVersion(caller.customerId, pathSegment(params, "id"), numberParam(params)),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
