import { listParams } from "@/lib/http/list-params";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { listWebhookEvents } from "@/lib/outgoing";

export {
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
  methodNotAllowed as PATCH,
  methodNotAllowed as DELETE,
} from "@/lib/http/method-not-allowed";

/** What was and will be sent to an endpoint, newest first. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params, query }) =>
  listWebhookEvents({ customerId: caller.customerId, endpointId: idParam(params) }, listParams(query)),
);
