import { getForecast } from "@/lib/billing";
import { billingLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** How long the signed-in customer's credits last, as they are and with one more top-up pack. */
export const GET = route({ auth: "session", limit: billingLimit }, async ({ viewer }) =>
  getForecast(viewer.customerId),
);
