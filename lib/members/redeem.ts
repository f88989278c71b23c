import "server-only";
import { and, eq } from "drizzle-orm";
import { database, transaction } from "../db/client";
import { invites, members, users } from "../db/schema/identity";
import { AppError } from "../errors";
import { isOpen } from "./invites";
import { lockAccount, lockUser } from "./membership";

/**
 * Makes the user a member of the account that has invited their address, and lets them work in it. Deleting the invite
 * is the claim: of any number of redemptions at once, one finds it. Throws `not_found` for a link that is used, revoked,
 * replaced, expired, or for another address, without saying which.
 */
export async function redeemInvite(
  { userId, email }: { userId: string; email: string },
  token: string,
): Promise<{ accountId: string }> {
  const isForThem = and(isOpen(token), eq(invites.email, email));
  const [offered] = await database()
    .select({ customerId: invites.customerId })
    .from(invites)
    .where(isForThem);
  if (!offered) throw spent(email);
  const { customerId } = offered;
  await transaction(async (tx) => {
    await lockAccount(tx, customerId);
    if (!(await lockUser(tx, userId))) throw spent(email);
    const [redeemed] = await tx
      .delete(invites)
      .where(and(eq(invites.customerId, customerId), isForThem))
      .returning();
    if (!redeemed) throw spent(email);
    await tx.insert(members).values({ customerId, userId, role: redeemed.role }).onConflictDoNothing();
    await tx.update(users).set({ customerId }).where(eq(users.id, userId));
  });
  return { accountId: customerId };
}

const spent = (email: string) =>
  new AppError(
    "not_found",
    `There is no open invite for ${email} behind this link: it was used, taken back or replaced, or has expired. Ask for a new one.`,
  );
