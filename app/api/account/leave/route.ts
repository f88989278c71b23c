import { expiredSessionCookies } from "@/lib/auth/session-cookie";
import { emptyBody } from "@/lib/http/body";
import { route } from "@/lib/http/route";
import { endMembership } from "@/lib/members";

/** The signed-in user: is no member of this account any more. Whoever has no other account is signed out. */
export const POST = route(
  { auth: "session", for: "anyone", body: emptyBody },
  async ({ request, viewer }) => {
    const accountId = await endMembership(viewer.customerId, viewer.userId);
    const answer = Response.json({ account_id: accountId });
    if (accountId === null)
      for (const cookie of expiredSessionCookies(request)) answer.headers.append("Set-Cookie", cookie);
    return answer;
  },
);
