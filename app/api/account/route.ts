import { deleteAccount } from "@/lib/account";
import { expiredSessionCookies } from "@/lib/auth/session-cookie";
import { deleteAccountSchema, renameSchema } from "@/lib/contracts/members";
import { route } from "@/lib/http/route";
import { setAccountName } from "@/lib/members";

/** An owner: renames the account. */
export const PATCH = route(
  { auth: "session", for: "owner", body: renameSchema },
  async ({ viewer, body: { name } }) => {
    await setAccountName(viewer.customerId, name);
    return { name };
  },
);

/** An owner, who types the account's name: ends the account, with all that is in it. Whoever has no other is signed out. */
export const DELETE = route(
  { auth: "session", for: "owner", body: deleteAccountSchema },
  async ({ request, viewer, body: { confirm } }) => {
    const { accountId } = await deleteAccount(viewer, confirm);
    const answer = Response.json({ account_id: accountId });
    if (accountId === null)
      for (const cookie of expiredSessionCookies(request)) answer.headers.append("Set-Cookie", cookie);
    return answer;
  },
);
