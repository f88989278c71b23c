import { requireEmail } from "@/lib/email";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** One email of the signed-in customer. */
export const GET = route({ auth: "session" }, async ({ viewer, params }) =>
  requireEmail(viewer.customerId, idParam(params)),
);
