import { switchAccountSchema } from "@/lib/contracts/members";
import { route } from "@/lib/http/route";
import { workIn } from "@/lib/members";

/** The signed-in user: works in another of their accounts from now on. */
export const POST = route(
  { auth: "session", for: "anyone", body: switchAccountSchema },
  async ({ viewer, body }) => {
    await workIn(viewer.userId, body.account_id);
    return { account_id: body.account_id };
  },
);
