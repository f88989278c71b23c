import { pathSegment } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { publish } from "@/lib/templates";

/** Publishes the draft: from here on it is what is sent. */
export const POST = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  publish(caller.customerId, pathSegment(params, "id")),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
