import "server-only";
import { asc, eq } from "drizzle-orm";
import { database } from "../db/client";
import { domains } from "../db/schema/api";
import { ProviderUnavailable } from "../errors";
import { deleteDomain } from "./change";
import { isRegistered } from "./rows";
import { undo } from "./watch";

/**
 * Gives up one of a customer's domains, or claims to one, at Resend first. Returns false once there is none left. Throws
 * `provider_refused`, ProviderUnavailable.
 */
export async function withdrawNext(customerId: string): Promise<boolean> {
  const [row] = await database()
    .select()
    .from(domains)
    .where(eq(domains.customerId, customerId))
    .orderBy(asc(domains.id))
    .limit(1);
  if (!row) return false;
  if (isRegistered(row)) await deleteDomain(row);
  else if (!(await undo(row)))
    throw new ProviderUnavailable("resend", "A claim to a domain could not be undone at Resend yet.");
  return true;
}
