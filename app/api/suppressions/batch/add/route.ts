import { addSuppressionsSchema } from "@/lib/contracts/suppression";
import { route } from "@/lib/http/route";
import { addToSuppressions } from "@/lib/suppressions";

/** Adds 1 to 100 addresses. */
export const POST = route(
  { auth: "either", errors: "resend", body: addSuppressionsSchema },
  async ({ caller, body }) =>
    Response.json({ data: await addToSuppressions(caller.customerId, body.emails) }, { status: 201 }),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
