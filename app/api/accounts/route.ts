import { route } from "@/lib/http/route";
import { getMemberships } from "@/lib/members";

/** The accounts of the signed-in user. */
export const GET = route({ auth: "session" }, async ({ viewer }) => getMemberships(viewer.userId));
