import { resumeAutoTopUp } from "@/lib/billing";
import { emptyBody } from "@/lib/http/body";
import { checkoutLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** Lets the signed-in customer's auto top-up go on after it was stopped, with the same card and terms. */
export const POST = route(
  { auth: "session", for: "billing", body: emptyBody, limit: checkoutLimit },
  async ({ viewer }) => resumeAutoTopUp(viewer.customerId),
);
