import { createWebhookSchema } from "@/lib/contracts/resend/webhooks";
import { listParams } from "@/lib/http/list-params";
import { route } from "@/lib/http/route";
import { createWebhook, listWebhooks } from "@/lib/outgoing";

export {
  methodNotAllowed as PUT,
  methodNotAllowed as PATCH,
  methodNotAllowed as DELETE,
} from "@/lib/http/method-not-allowed";

/** The customer's endpoints, newest first, without their secrets. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, query }) =>
  listWebhooks(caller.customerId, listParams(query)),
);

/** Adds an endpoint. The answer has its signing secret. */
export const POST = route(
  { auth: "either", errors: "resend", body: createWebhookSchema },
  async ({ caller, body }) => Response.json(await createWebhook(caller.customerId, body), { status: 201 }),
);
