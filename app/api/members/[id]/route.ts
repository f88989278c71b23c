import { changeRoleSchema } from "@/lib/contracts/members";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { endMembership, setRole } from "@/lib/members";

/** An owner: gives a member another role. */
export const PATCH = route(
  { auth: "session", for: "owner", body: changeRoleSchema },
  async ({ viewer, params, body: { role } }) => {
    const userId = idParam(params);
    await setRole(viewer.customerId, userId, role);
    return { user_id: userId, role };
  },
);

/** An owner: removes a member. */
export const DELETE = route({ auth: "session", for: "owner" }, async ({ viewer, params }) => {
  await endMembership(viewer.customerId, idParam(params));
  return { done: true };
});
