import "server-only";
import { and, asc, eq, isNull, ne } from "drizzle-orm";
import type { Role } from "../contracts/roles";
import { type Executor, transaction } from "../db/client";
import { accounts, customers, invites, members, sessions, users } from "../db/schema/identity";
import { AppError } from "../errors";

/**
 * Who changes memberships locks first the account, then its users in the order of their ids: so of two who would both
 * take away the last owner one waits, and nobody comes to work in an account that they are being removed from.
 */

/** Locks an account that is not being deleted. Throws `not_found`. */
export async function lockAccount(tx: Executor, customerId: string): Promise<{ name: string }> {
  const [account] = await tx
    .select({ name: customers.name, email: customers.email })
    .from(customers)
    .where(and(eq(customers.id, customerId), isNull(customers.deletingAt)))
    .for("update");
  if (account) return { name: account.name ?? account.email };
  throw new AppError("not_found", "This account does not exist any more.");
}

/** Locks a user; false if there is none. */
export async function lockUser(tx: Executor, userId: string): Promise<boolean> {
  const found = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update");
  return found.length > 0;
}

/** Gives a member another role. Throws `not_found`, and `wrong_state` for the last owner. */
export async function changeRole(customerId: string, userId: string, role: Role): Promise<void> {
  await transaction(async (tx) => {
    await lockAccount(tx, customerId);
    await requireMember(tx, customerId, userId);
    if (role !== "owner") {
      await requireAnotherOwner(tx, customerId, userId);
      await revokeInvitesBy(tx, customerId, userId);
    }
    await tx
      .update(members)
      .set({ role })
      .where(and(eq(members.customerId, customerId), eq(members.userId, userId)));
  });
}

/**
 * Removes a member, or lets one leave. Returns the account that they work in afterwards; null if they had no other, in
 * which case they are no user any more. Throws `not_found`, and `wrong_state` for the last owner.
 */
export async function removeMember(customerId: string, userId: string): Promise<string | null> {
  return transaction(async (tx) => {
    await lockAccount(tx, customerId);
    await requireMember(tx, customerId, userId);
    await requireAnotherOwner(tx, customerId, userId);
    await revokeInvitesBy(tx, customerId, userId);
    await passAddressOn(tx, customerId, userId);
    return release(tx, customerId, userId);
  });
}

/** Whoever may not invite any more must not come back by an invite that they made before, to another of their addresses. */
async function revokeInvitesBy(tx: Executor, customerId: string, userId: string): Promise<void> {
  await tx.delete(invites).where(and(eq(invites.customerId, customerId), eq(invites.invitedBy, userId)));
}

/** Where the account is written to must be somebody's who is still there. At Dodo the address stays as it is. */
async function passAddressOn(tx: Executor, customerId: string, userId: string): Promise<void> {
  const [leaving] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
  const [owner] = await tx
    .select({ email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.customerId, customerId), eq(members.role, "owner"), ne(members.userId, userId)))
    .orderBy(asc(members.createdAt))
    .limit(1);
  if (!leaving || !owner) return;
  await tx
    .update(customers)
    .set({ email: owner.email })
    .where(and(eq(customers.id, customerId), eq(customers.email, leaving.email)));
}

/** Works in another of the user's accounts from the next request on. Throws `not_found`. */
export async function switchAccount(userId: string, customerId: string): Promise<void> {
  await transaction(async (tx) => {
    await lockUser(tx, userId);
    await requireMember(tx, customerId, userId);
    await tx.update(users).set({ customerId }).where(eq(users.id, userId));
  });
}

/** Takes a membership away. Whoever has no other account is no user any more: signing in again begins anew. */
export async function release(tx: Executor, customerId: string, userId: string): Promise<string | null> {
  await lockUser(tx, userId);
  await tx.delete(members).where(and(eq(members.customerId, customerId), eq(members.userId, userId)));
  const [other] = await tx
    .select({ customerId: members.customerId })
    .from(members)
    .innerJoin(customers, and(eq(customers.id, members.customerId), isNull(customers.deletingAt)))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt))
    .limit(1);
  if (other) {
    await tx
      .update(users)
      .set({ customerId: other.customerId })
      .where(and(eq(users.id, userId), eq(users.customerId, customerId)));
    return other.customerId;
  }
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await tx.delete(accounts).where(eq(accounts.userId, userId));
  await tx.delete(users).where(eq(users.id, userId));
  return null;
}

async function requireMember(tx: Executor, customerId: string, userId: string): Promise<void> {
  const found = await tx
    .select({ role: members.role })
    .from(members)
    .innerJoin(customers, and(eq(customers.id, members.customerId), isNull(customers.deletingAt)))
    .where(and(eq(members.customerId, customerId), eq(members.userId, userId)));
  if (found.length === 0) throw new AppError("not_found", "There is no such member.");
}

async function requireAnotherOwner(tx: Executor, customerId: string, userId: string): Promise<void> {
  const others = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.customerId, customerId), eq(members.role, "owner"), ne(members.userId, userId)))
    .limit(1);
  if (others.length > 0) return;
  throw new AppError("wrong_state", "An account needs an owner. Make somebody else an owner first.");
}
