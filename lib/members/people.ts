import "server-only";
import { asc, eq } from "drizzle-orm";
import { database, type Executor } from "../db/client";
import { users } from "../db/schema/identity";

/** Somebody who belongs to an account. */
export interface Person {
  userId: string;
  email: string;
  name: string | null;
}

/** Everybody who belongs to a customer's account, those first who came first. */
export async function listPeople(customerId: string, executor: Executor = database()): Promise<Person[]> {
  return executor
    .select({ userId: users.id, email: users.email, name: users.name })
    .from(users)
    .where(eq(users.customerId, customerId))
    .orderBy(asc(users.createdAt), asc(users.id));
}
