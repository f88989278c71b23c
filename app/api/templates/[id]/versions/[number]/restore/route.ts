import { numberParam, pathSegment } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { restore } from "@/lib/templates";

/** Makes a version the draft. What is published stays. */
export const POST = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  restore(caller.customerId, pathSegment(params, "id"), numberParam(params)),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
