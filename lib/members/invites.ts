import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { and, asc, count, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Invite } from "../contracts/members";
import type { Role } from "../contracts/roles";
import { database, type Executor, transaction } from "../db/client";
import { customers, invites, members, users } from "../db/schema/identity";
import { now } from "../db/time";
import { AppError } from "../errors";
import { lockAccount } from "./membership";
import { toRole } from "./people";

export const INVITE_DAYS = 7;
const TOKEN_BYTES = 32;
/** Members and open invites together: no list of them is ever longer. */
const PEOPLE_MAX = 50;
const expiry = sql`${now} + ${INVITE_DAYS} * interval '1 day'`;

/** The token has 256 bits of chance, so a plain hash gives nothing away. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** An invite as its mail needs it. The token is known here and nowhere afterwards. */
export interface FreshInvite {
  id: string;
  email: string;
  role: Role;
  token: string;
}

/**
 * Invites an address; an earlier invite of it is replaced, and its link ends. The work does not depend on whether the
 * address has a user elsewhere. Throws `already_exists` for a member, `wrong_state` if the account is full.
 */
export async function createInvite(
  customerId: string,
  { email, role, invitedBy }: { email: string; role: Role; invitedBy: string },
): Promise<FreshInvite> {
  const [id, token] = [uuidv7(), randomBytes(TOKEN_BYTES).toString("base64url")];
  await transaction(async (tx) => {
    await lockAccount(tx, customerId);
    await requireNoMember(tx, customerId, email);
    await tx.delete(invites).where(and(eq(invites.customerId, customerId), eq(invites.email, email)));
    await requireRoom(tx, customerId);
    const tokenHash = hashToken(token);
    await tx.insert(invites).values({ customerId, id, email, role, invitedBy, tokenHash, expiresAt: expiry });
  });
  return { id, email, role, token };
}

/** Gives an open invite a new link and another seven days; the old link ends. Throws `not_found`. */
export async function renewInvite(customerId: string, id: string): Promise<FreshInvite> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const [renewed] = await database()
    .update(invites)
    .set({ tokenHash: hashToken(token), expiresAt: expiry, sentAt: null })
    .where(and(eq(invites.customerId, customerId), eq(invites.id, id)))
    .returning();
  if (!renewed) throw inviteNotFound();
  return { id, email: renewed.email, role: toRole(renewed.role), token };
}

/** The address of an open invite. Throws `not_found`. */
export async function requireInvitedAddress(customerId: string, id: string): Promise<string> {
  const [found] = await database()
    .select({ email: invites.email })
    .from(invites)
    .where(and(eq(invites.customerId, customerId), eq(invites.id, id)));
  if (!found) throw inviteNotFound();
  return found.email;
}

/** Notes that Resend took the mail. */
export async function noteSent(customerId: string, id: string): Promise<void> {
  await database()
    .update(invites)
    .set({ sentAt: now })
    .where(and(eq(invites.customerId, customerId), eq(invites.id, id)));
}

/** Takes an invite back: its link ends. Throws `not_found`. */
export async function revokeInvite(customerId: string, id: string): Promise<void> {
  const revoked = await database()
    .delete(invites)
    .where(and(eq(invites.customerId, customerId), eq(invites.id, id)))
    .returning({ id: invites.id });
  if (revoked.length === 0) throw inviteNotFound();
}

/** The open invites of an account, expired ones too, so that they can be sent again. */
export async function listInvites(customerId: string): Promise<Invite[]> {
  const rows = await database()
    .select({ invite: invites, isExpired: sql<boolean>`${invites.expiresAt} <= ${now}` })
    .from(invites)
    .where(eq(invites.customerId, customerId))
    .orderBy(asc(invites.createdAt), asc(invites.id));
  return rows.map(({ invite, isExpired }) => ({
    id: invite.id,
    email: invite.email,
    role: toRole(invite.role),
    sent_at: invite.sentAt?.toISOString() ?? null,
    expires_at: invite.expiresAt.toISOString(),
    is_expired: isExpired,
    created_at: invite.createdAt.toISOString(),
  }));
}

async function requireNoMember(tx: Executor, customerId: string, email: string): Promise<void> {
  const found = await tx
    .select({ userId: members.userId })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.customerId, customerId), eq(users.email, email)));
  if (found.length > 0)
    throw new AppError("already_exists", "This person is a member already. Change their role in the list.");
}

async function requireRoom(tx: Executor, customerId: string): Promise<void> {
  const [people] = await tx
    .select({ count: count() })
    .from(members)
    .where(eq(members.customerId, customerId));
  const [open] = await tx.select({ count: count() }).from(invites).where(eq(invites.customerId, customerId));
  if ((people?.count ?? 0) + (open?.count ?? 0) < PEOPLE_MAX) return;
  throw new AppError(
    "wrong_state",
    `An account has at most ${PEOPLE_MAX} members and open invites. Remove or revoke some first.`,
  );
}

const inviteNotFound = () => new AppError("not_found", "There is no open invite with this id.");

/** What a link is for. */
export interface InviteLink {
  email: string;
  role: Role;
  accountName: string;
  invitedBy: string | null;
}

/** What the page behind a link shows; null for a link that was used, revoked or replaced, or has expired. */
export async function findInvite(token: string): Promise<InviteLink | null> {
  const [found] = await database()
    .select({
      email: invites.email,
      role: invites.role,
      accountName: sql<string>`coalesce(${customers.name}, ${customers.email})`,
      invitedBy: users.email,
    })
    .from(invites)
    .innerJoin(customers, eq(customers.id, invites.customerId))
    .leftJoin(users, eq(users.id, invites.invitedBy))
    .where(isOpen(token));
  return found ? { ...found, role: toRole(found.role) } : null;
}

/** As a condition: the invite of this token, as long as it can be accepted. */
export const isOpen = (token: string) =>
  and(eq(invites.tokenHash, hashToken(token)), sql`${invites.expiresAt} > ${now}`);
