import { type EmailChanged, rescheduleSchema } from "@/lib/contracts/resend/emails";
import { requireApiEmail, reschedule } from "@/lib/email";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";

/** One email, and how far it has come. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  requireApiEmail(caller.customerId, idParam(params)),
);

/** Gives a scheduled email another time. */
export const PATCH = route(
  { auth: "either", errors: "resend", body: rescheduleSchema },
  async ({ caller, params, body }): Promise<EmailChanged> => {
    const id = idParam(params);
    await reschedule(caller.customerId, id, body.scheduled_at);
    return { object: "email", id };
  },
);
