import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { rotateWebhookSecret } from "@/lib/outgoing";

export {
  methodNotAllowed as GET,
  methodNotAllowed as PUT,
  methodNotAllowed as PATCH,
  methodNotAllowed as DELETE,
} from "@/lib/http/method-not-allowed";

/** Makes a new signing secret. The one before signs beside it for a day. */
export const POST = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  rotateWebhookSecret({ customerId: caller.customerId, endpointId: idParam(params) }),
);
