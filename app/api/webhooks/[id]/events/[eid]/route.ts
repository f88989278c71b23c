import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { requireWebhookEvent } from "@/lib/outgoing";

export {
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
  methodNotAllowed as PATCH,
  methodNotAllowed as DELETE,
} from "@/lib/http/method-not-allowed";

/** One event that was sent to an endpoint, with what is posted. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  requireWebhookEvent({
    customerId: caller.customerId,
    endpointId: idParam(params),
    messageId: idParam(params, "eid"),
  }),
);
