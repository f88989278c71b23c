import { expiredSessionCookies } from "@/lib/auth/session-cookie";
import { endAllSessions } from "@/lib/auth/sessions";
import { route } from "@/lib/http/route";

/** The signed-in user: ends all of their sessions, this one too. */
export const POST = route({ auth: "session", for: "anyone" }, async ({ request, viewer }) => {
  await endAllSessions(viewer.userId);
  const answer = Response.json({ signed_out: true });
  for (const cookie of expiredSessionCookies(request)) answer.headers.append("Set-Cookie", cookie);
  return answer;
});
