import { getCredits } from "@/lib/billing";
import { route } from "@/lib/http/route";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";

/** The customer's live balance (contract: `creditsSchema`). */
export const GET = route({ auth: "either", forSendingKeys: true, isPolled: true }, async ({ caller }) =>
  getCredits(caller.customerId),
);
