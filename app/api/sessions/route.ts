import { listSessions } from "@/lib/auth/sessions";
import { route } from "@/lib/http/route";

/** Where the user is signed in. */
export const GET = route({ auth: "session" }, async ({ viewer }) => ({
  data: await listSessions(viewer.userId, viewer.sessionId),
}));
