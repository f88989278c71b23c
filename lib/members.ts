import "server-only";
import type { Viewer } from "./auth/session";
import type { Invite, InviteRequest, Member, Membership } from "./contracts/members";
import type { Role } from "./contracts/roles";
import { mailInvite } from "./members/invite-mail";
import {
  createInvite,
  findInvite,
  type InviteLink,
  listInvites,
  renewInvite,
  requireInvitedAddress,
  revokeInvite,
} from "./members/invites";
import { changeRole, removeMember, switchAccount } from "./members/membership";
import { renameAccount, renameUser } from "./members/names";
import { listMembers, listMemberships } from "./members/people";
import { redeemInvite } from "./members/redeem";

/** The one door to the people of an account: who they are, what they may do, and how they come and go. */

/** Who asks, and where they work. */
type Actor = Pick<Viewer, "userId" | "customerId" | "accountName" | "email">;

/** The members of the account, those who have been there longest first. */
export async function getMembers({ customerId, userId }: Actor): Promise<{ data: Member[] }> {
  return { data: await listMembers(customerId, userId) };
}

/** Gives a member another role, from their next request on. Throws `not_found`, and `wrong_state` for the last owner. */
export async function setRole(customerId: string, userId: string, role: Role): Promise<void> {
  await changeRole(customerId, userId, role);
}

/**
 * Removes a member, from their next request on, or lets one leave. Returns the account that they work in afterwards, null
 * without one. Throws `not_found`, and `wrong_state` for the last owner.
 */
export async function endMembership(customerId: string, userId: string): Promise<string | null> {
  return removeMember(customerId, userId);
}

/** The account's open invites. */
export async function getInvites(customerId: string): Promise<{ data: Invite[] }> {
  return { data: await listInvites(customerId) };
}

/**
 * Invites an address by mail. Throws `already_exists` for a member, `wrong_state` if the account is full, and
 * ProviderUnavailable or `email_refused` if the mail did not go out: the invite is open then, and can be sent again.
 */
export async function invite(actor: Actor, { email, role }: InviteRequest): Promise<void> {
  const fresh = await createInvite(actor.customerId, { email, role, invitedBy: actor.userId });
  await mailInvite(actor.customerId, fresh, { accountName: actor.accountName, inviter: actor.email });
}

/** Sends an open invite again, with a new link and another seven days. Throws `not_found`, and as `invite`. */
export async function inviteAgain(actor: Actor, inviteId: string): Promise<void> {
  const fresh = await renewInvite(actor.customerId, inviteId);
  await mailInvite(actor.customerId, fresh, { accountName: actor.accountName, inviter: actor.email });
}

/** Whom an open invite is for. Throws `not_found`. */
export async function getInvitedAddress(customerId: string, inviteId: string): Promise<string> {
  return requireInvitedAddress(customerId, inviteId);
}

/** Takes an open invite back. Throws `not_found`. */
export async function takeBackInvite(customerId: string, inviteId: string): Promise<void> {
  await revokeInvite(customerId, inviteId);
}

/** What a link is for; null if it is spent. Looking changes nothing. */
export async function getInvite(token: string): Promise<InviteLink | null> {
  return findInvite(token);
}

/** Redeems a link for the signed-in user, whose verified address it must be for. Throws `not_found`. */
export async function acceptInvite(actor: Actor, token: string): Promise<{ accountId: string }> {
  return redeemInvite(actor, token);
}

/** The accounts that the user can work in. */
export async function getMemberships(userId: string): Promise<{ data: Membership[] }> {
  return { data: await listMemberships(userId) };
}

/** Works in another account from the next request on, on all devices. Throws `not_found`, also for another's. */
export async function workIn(userId: string, accountId: string): Promise<void> {
  await switchAccount(userId, accountId);
}

/** Renames the account. */
export async function setAccountName(customerId: string, name: string): Promise<void> {
  await renameAccount(customerId, name);
}

/** Renames the user. */
export async function setUserName(userId: string, name: string): Promise<void> {
  await renameUser(userId, name);
}
