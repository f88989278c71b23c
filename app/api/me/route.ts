import type { Me } from "@/lib/contracts/me";
import { env } from "@/lib/env";
import { route } from "@/lib/http/route";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";

/** Whose key this is, and what it may do. */
export const GET = route({ auth: "either", forSendingKeys: true }, async ({ caller }): Promise<Me> => {
  const { customerId, customerEmail, key } = caller;
  return {
    customer: { id: customerId, email: customerEmail },
    key: key && {
      id: key.id,
      permission: key.permission,
      domain: key.domain,
      daily_credits: key.dailyCredits,
      monthly_credits: key.monthlyCredits,
    },
    mode: env().DODO_PAYMENTS_ENVIRONMENT === "live_mode" ? "live" : "test",
    default_from: env().EMAIL_FROM,
  };
});
