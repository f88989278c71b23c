import { pathSegment } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { duplicate } from "@/lib/templates";

/** A new template with the draft of this one. */
export const POST = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  Response.json(await duplicate(caller.customerId, pathSegment(params, "id")), { status: 201 }),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
