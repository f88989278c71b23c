import { pathSegment } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { getVersions } from "@/lib/templates";

/** What was published of a template, newest first. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  getVersions(caller.customerId, pathSegment(params, "id")),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
