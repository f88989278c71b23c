import "server-only";
import { eq } from "drizzle-orm";
import type { Executor } from "../db/client";
import { customers } from "../db/schema/identity";
import { AppError } from "../errors";

/** Throws `not_found` if there is no such customer. */
export async function requireCustomer(tx: Executor, customerId: string): Promise<void> {
  const found = await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId));
  if (found.length === 0) throw new AppError("not_found", "There is no customer with this id.");
}
