import { inviteRequestSchema } from "@/lib/contracts/members";
import { invitedAddressLimit, inviteLimit } from "@/lib/http/limit-rate";
import { consumeRateLimit } from "@/lib/http/rate-limit";
import { route } from "@/lib/http/route";
import { getInvites, invite } from "@/lib/members";

/** An owner: invites that are open. */
export const GET = route({ auth: "session", for: "owner" }, async ({ viewer }) =>
  getInvites(viewer.customerId),
);

/** An owner: invites an address by mail. The answer is the same whether or not the address has a user. */
export const POST = route(
  { auth: "session", for: "owner", body: inviteRequestSchema, limit: inviteLimit },
  async ({ viewer, body }) => {
    await consumeRateLimit(invitedAddressLimit, body.email);
    await invite(viewer, body);
    return Response.json({ done: true }, { status: 201 });
  },
);
