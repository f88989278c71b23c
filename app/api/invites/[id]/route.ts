import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { takeBackInvite } from "@/lib/members";

/** An owner: takes an open invite back. */
export const DELETE = route({ auth: "session", for: "owner" }, async ({ viewer, params }) => {
  await takeBackInvite(viewer.customerId, idParam(params));
  return { done: true };
});
