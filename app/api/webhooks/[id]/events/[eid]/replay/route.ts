import { webhookTryLimit } from "@/lib/http/limit-rate";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { replayWebhookEvent } from "@/lib/outgoing";

export {
  methodNotAllowed as GET,
  methodNotAllowed as PUT,
  methodNotAllowed as PATCH,
  methodNotAllowed as DELETE,
} from "@/lib/http/method-not-allowed";

/** Sends an event once more, under the same id. */
export const POST = route(
  { auth: "either", errors: "resend", limit: webhookTryLimit },
  async ({ caller, params }) =>
    replayWebhookEvent({
      customerId: caller.customerId,
      endpointId: idParam(params),
      messageId: idParam(params, "eid"),
    }),
);
