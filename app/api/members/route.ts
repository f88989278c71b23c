import { route } from "@/lib/http/route";
import { getMembers } from "@/lib/members";

/** Who is a member of the account, and as what. */
export const GET = route({ auth: "session" }, async ({ viewer }) => getMembers(viewer));
