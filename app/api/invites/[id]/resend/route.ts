import { emptyBody } from "@/lib/http/body";
import { invitedAddressLimit, inviteLimit } from "@/lib/http/limit-rate";
import { idParam } from "@/lib/http/params";
import { consumeRateLimit } from "@/lib/http/rate-limit";
import { route } from "@/lib/http/route";
import { getInvitedAddress, inviteAgain } from "@/lib/members";

/** An owner: sends an open invite again, with a new link. */
export const POST = route(
  { auth: "session", for: "owner", body: emptyBody, limit: inviteLimit },
  async ({ viewer, params }) => {
    const id = idParam(params);
    await consumeRateLimit(invitedAddressLimit, await getInvitedAddress(viewer.customerId, id));
    await inviteAgain(viewer, id);
    return { done: true };
  },
);
