import "server-only";
import { asc, eq } from "drizzle-orm";
import { transaction } from "../db/client";
import { autoTopups } from "../db/schema/auto-topup";
import { creditAccounts } from "../db/schema/credits";
import { customers, invites, members } from "../db/schema/identity";
import { now } from "../db/time";
import { InvalidInput } from "../errors";
import { lockAccount, release } from "../members/membership";

/**
 * Ends an account: from the next request on no session and no key acts for it, and its people are members no more. The
 * engine does the rest. Returns the account that `actorId` works in afterwards; null if they had no other. Throws InvalidInput if `confirm` is not the account's name, `not_found` if it is gone already.
 */
export async function startDeletion(
  customerId: string,
  actorId: string,
  confirm: string,
): Promise<string | null> {
  return transaction(async (tx) => {
    const { name } = await lockAccount(tx, customerId);
    if (asShown(confirm) !== asShown(name))
      throw new InvalidInput([{ pointer: "/confirm", detail: `Type ${name} to confirm.` }]);
    await tx
      .update(customers)
      .set({ deletingAt: now, deletionDueAt: now })
      .where(eq(customers.id, customerId));
    // No card is charged for more.
    await tx.update(autoTopups).set({ state: "off" }).where(eq(autoTopups.customerId, customerId));
    // What is paid now may be the last of the credits, and nobody is to be told that any more.
    await tx
      .update(creditAccounts)
      .set({ alertLevel: "empty" })
      .where(eq(creditAccounts.customerId, customerId));
    await tx.delete(invites).where(eq(invites.customerId, customerId));
    const people = await tx
      .select({ userId: members.userId })
      .from(members)
      .where(eq(members.customerId, customerId))
      .orderBy(asc(members.userId));
    let actorsNext: string | null = null;
    for (const { userId } of people) {
      const next = await release(tx, customerId, userId);
      if (userId === actorId) actorsNext = next;
    }
    return actorsNext;
  });
}

/** Browsers show several spaces as one, and so they are typed. */
const asShown = (text: string) => text.trim().replace(/\s+/g, " ");
