import type { EmailChanged } from "@/lib/contracts/resend/emails";
import { cancel } from "@/lib/email";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";

/** Calls a scheduled email off; its credits are free again. */
export const POST = route(
  { auth: "either", errors: "resend" },
  async ({ caller, params }): Promise<EmailChanged> => {
    const id = idParam(params);
    await cancel(caller.customerId, id);
    return { object: "email", id };
  },
);
