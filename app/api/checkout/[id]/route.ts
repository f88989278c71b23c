import { requireCheckout } from "@/lib/billing";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** How far a purchase of the signed-in customer has come. Reading it grants nothing. */
export const GET = route({ auth: "session" }, async ({ viewer, params }) =>
  requireCheckout(viewer.customerId, idParam(params)),
);
