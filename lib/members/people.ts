import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Member, Membership } from "../contracts/members";
import { ROLES, type Role } from "../contracts/roles";
import { database, type Executor } from "../db/client";
import { customers, members, users } from "../db/schema/identity";

/** A role as it is stored; what is none may do the least. */
export const toRole = (stored: string): Role => ROLES.find((role) => role === stored) ?? "viewer";

/** Somebody who belongs to an account. */
export interface Person {
  userId: string;
  email: string;
  name: string | null;
}

/** The people of an account, those who have been there longest first. */
export async function listPeople(customerId: string, executor: Executor = database()): Promise<Person[]> {
  const people = await readPeople(customerId, executor);
  return people.map(({ userId, email, name }) => ({ userId, email, name }));
}

/** The same with their roles, as `userId` sees them. */
export async function listMembers(customerId: string, userId: string): Promise<Member[]> {
  const people = await readPeople(customerId);
  return people.map((person) => ({
    user_id: person.userId,
    email: person.email,
    name: person.name,
    role: toRole(person.role),
    is_you: person.userId === userId,
    created_at: person.createdAt.toISOString(),
  }));
}

/** The accounts that somebody is a member of, but for those that are being deleted; the first one first. */
export async function listMemberships(userId: string): Promise<Membership[]> {
  const rows = await database()
    .select({
      account_id: members.customerId,
      name: sql<string>`coalesce(${customers.name}, ${customers.email})`,
      role: members.role,
      is_current: sql<boolean>`${users.customerId} = ${members.customerId}`,
    })
    .from(members)
    .innerJoin(customers, and(eq(customers.id, members.customerId), isNull(customers.deletingAt)))
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt), asc(members.customerId));
  return rows.map((row) => ({ ...row, role: toRole(row.role) }));
}

async function readPeople(customerId: string, executor: Executor = database()) {
  return executor
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      role: members.role,
      createdAt: members.createdAt,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.customerId, customerId))
    .orderBy(asc(members.createdAt), asc(members.userId));
}
