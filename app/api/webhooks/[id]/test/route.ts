import { webhookTryLimit } from "@/lib/http/limit-rate";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { sendTestEvent } from "@/lib/outgoing";

export {
  methodNotAllowed as GET,
  methodNotAllowed as PUT,
  methodNotAllowed as PATCH,
  methodNotAllowed as DELETE,
} from "@/lib/http/method-not-allowed";

/** Sends an event of the type `webhook.test` to this endpoint only. */
export const POST = route(
  { auth: "either", errors: "resend", limit: webhookTryLimit },
  async ({ caller, params }) =>
    Response.json(await sendTestEvent({ customerId: caller.customerId, endpointId: idParam(params) }), {
      status: 201,
    }),
);
