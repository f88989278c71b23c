import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "../db/client";
import { domains } from "../db/schema/api";

export async function isVerifiedDomain(customerId: string, name: string): Promise<boolean> {
  const [row] = await database()
    .select({ id: domains.id })
    .from(domains)
    .where(and(eq(domains.customerId, customerId), eq(domains.name, name), eq(domains.status, "verified")));
  return row !== undefined;
}
