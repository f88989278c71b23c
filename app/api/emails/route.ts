import { z } from "zod";
import type { Accepted } from "@/lib/contracts/resend/emails";
import { sendRequestSchema } from "@/lib/contracts/send";
import { acceptEmail, listApiEmails, tryOutEmails } from "@/lib/email";
import { listParams } from "@/lib/http/list-params";
import { route } from "@/lib/http/route";
import { EMAIL_BODY_BYTES_MAX, isDryRun, sendHeaders, sendLimit, sendOrder } from "@/lib/http/send-order";
import { tidyEmail } from "@/lib/http/tidy-email";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";

/** Sends an email: 200 as soon as it is durable. With `x-mailkit-dry-run: 1` it only says what would happen. */
export const POST = route(
  {
    auth: "either",
    forSendingKeys: true,
    errors: "resend",
    body: z.preprocess(tidyEmail, sendRequestSchema),
    bodyBytesMax: EMAIL_BODY_BYTES_MAX,
    sessionLimit: sendLimit,
  },
  async ({ request, caller, body }) => {
    const order = sendOrder(request, caller);
    if (isDryRun(request)) return tryOutEmails(order, [body]);
    const email = await acceptEmail({ ...order, request: body });
    const { emailId: id, skipped } = email;
    const accepted: Accepted = skipped.length > 0 ? { id, skipped: [...skipped] } : { id };
    return Response.json(accepted, { headers: sendHeaders(email) });
  },
);

/** The customer's emails, newest first: `?limit=`, and `?after=` or `?before=` an email's id. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, query }) =>
  listApiEmails(caller.customerId, listParams(query)),
);
