import { endSession } from "@/lib/auth/sessions";
import { AppError } from "@/lib/errors";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** The signed-in user: ends one of their own sessions, from its next request on. */
export const DELETE = route({ auth: "session", for: "anyone" }, async ({ viewer, params }) => {
  if (!(await endSession(viewer.userId, idParam(params))))
    throw new AppError("not_found", "There is no session with this id; it may have ended already.");
  return { done: true };
});
