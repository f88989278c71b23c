import { emptyBody } from "@/lib/http/body";
import { inviteLimit } from "@/lib/http/limit-rate";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { inviteAgain } from "@/lib/members";

/** An owner: sends an open invite again, with a new link. */
export const POST = route(
  { auth: "session", for: "owner", body: emptyBody, limit: inviteLimit },
  async ({ viewer, params }) => {
    await inviteAgain(viewer, idParam(params));
    return { done: true };
  },
);
