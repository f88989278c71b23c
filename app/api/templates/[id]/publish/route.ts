import { pathSegment } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { publish } from "@/lib/templates";

/** Publishes the draft: from here on it is what is sent. The editor says in `If-Match` which draft it shows. */
export const POST = route({ auth: "either", errors: "resend" }, async ({ caller, params, request }) =>
  publish(caller.customerId, pathSegment(params, "id"), request.headers.get("If-Match")),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
