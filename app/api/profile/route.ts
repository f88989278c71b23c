import { renameSchema } from "@/lib/contracts/members";
import { route } from "@/lib/http/route";
import { setUserName } from "@/lib/members";

/** The signed-in user: changes their own name. */
export const PATCH = route(
  { auth: "session", for: "anyone", body: renameSchema },
  async ({ viewer, body: { name } }) => {
    await setUserName(viewer.userId, name);
    return { name };
  },
);
