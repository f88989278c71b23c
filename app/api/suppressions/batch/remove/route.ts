import { removeSuppressionsSchema } from "@/lib/contracts/suppression";
import { route } from "@/lib/http/route";
import { removeManyFromSuppressions } from "@/lib/suppressions";

/** Takes 1 to 100 entries off the list, by their ids or addresses. */
export const POST = route(
  { auth: "either", errors: "resend", body: removeSuppressionsSchema },
  async ({ caller, body: { emails, ids } }) => ({
    data: await removeManyFromSuppressions(
      caller.customerId,
      emails ? { addresses: emails } : { ids: ids ?? [] },
    ),
  }),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
