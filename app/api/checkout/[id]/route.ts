import { requireCheckout } from "@/lib/billing";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** The dashboard asks once a second after a checkout; each answer may cost a call at Dodo. */
const POLL_LIMIT = { name: "checkout-state", points: 120, perSeconds: 60 };

/** How far a purchase of the signed-in customer has come. Reading it grants nothing. */
export const GET = route({ auth: "session", limit: POLL_LIMIT }, async ({ viewer, params }) =>
  requireCheckout(viewer.customerId, idParam(params)),
);
