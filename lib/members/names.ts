import "server-only";
import { eq } from "drizzle-orm";
import { database } from "../db/client";
import { customers, users } from "../db/schema/identity";

/** Gives an account another name. */
export async function renameAccount(customerId: string, name: string): Promise<void> {
  await database().update(customers).set({ name }).where(eq(customers.id, customerId));
}

/** Gives a user another name. */
export async function renameUser(userId: string, name: string): Promise<void> {
  await database().update(users).set({ name }).where(eq(users.id, userId));
}
