import { acceptInviteSchema } from "@/lib/contracts/members";
import type { RateLimit } from "@/lib/http/rate-limit";
import { route } from "@/lib/http/route";
import { acceptInvite } from "@/lib/members";

/** A token has 256 bits, so this is against load, not against guessing. */
const LIMIT: RateLimit = { name: "invite-accept", points: 60, perSeconds: 60 };

/** The signed-in user, whose address was invited: becomes a member and works in that account from now on. */
export const POST = route(
  { auth: "session", for: "anyone", body: acceptInviteSchema, limit: LIMIT },
  async ({ viewer, body: { token } }) => {
    const { accountId } = await acceptInvite(viewer, token);
    return { account_id: accountId };
  },
);
