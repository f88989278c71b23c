import { updateWebhookSchema } from "@/lib/contracts/resend/webhooks";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { deleteWebhook, requireWebhook, updateWebhook } from "@/lib/outgoing";

export { methodNotAllowed as POST, methodNotAllowed as PUT } from "@/lib/http/method-not-allowed";

/** One endpoint with its signing secret. */
export const GET = route({ auth: "either", for: "developer", errors: "resend" }, async ({ caller, params }) =>
  requireWebhook({ customerId: caller.customerId, endpointId: idParam(params) }),
);

/** Changes address, events or status. */
export const PATCH = route(
  { auth: "either", errors: "resend", body: updateWebhookSchema },
  async ({ caller, params, body }) =>
    updateWebhook({ customerId: caller.customerId, endpointId: idParam(params) }, body),
);

/** Removes an endpoint; nothing more is sent to it. */
export const DELETE = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  deleteWebhook({ customerId: caller.customerId, endpointId: idParam(params) }),
);
