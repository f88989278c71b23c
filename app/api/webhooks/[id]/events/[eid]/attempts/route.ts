import { listParams } from "@/lib/http/list-params";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { listWebhookAttempts } from "@/lib/outgoing";

export {
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
  methodNotAllowed as PATCH,
  methodNotAllowed as DELETE,
} from "@/lib/http/method-not-allowed";

/** The attempts to deliver an event, newest first, with what was answered. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params, query }) =>
  listWebhookAttempts(
    {
      customerId: caller.customerId,
      endpointId: idParam(params),
      messageId: idParam(params, "eid"),
    },
    listParams(query),
  ),
);
