import { signOutEverywhere } from "@/lib/auth/session";
import { route } from "@/lib/http/route";

/** The signed-in user: ends all of their sessions, this one too. */
export const POST = route({ auth: "session" }, async ({ viewer }) => {
  await signOutEverywhere(viewer);
  return { signed_out: true };
});
