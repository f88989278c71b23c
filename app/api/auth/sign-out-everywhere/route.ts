import { signOutEverywhere } from "@/lib/auth/session";
import { expiredSessionCookies } from "@/lib/auth/session-cookie";
import { route } from "@/lib/http/route";

/** The signed-in user: ends all of their sessions, this one too. */
export const POST = route({ auth: "session" }, async ({ request, viewer }) => {
  await signOutEverywhere(viewer);
  const answer = Response.json({ signed_out: true });
  for (const cookie of expiredSessionCookies(request)) answer.headers.append("Set-Cookie", cookie);
  return answer;
});
