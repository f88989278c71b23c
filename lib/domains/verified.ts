import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "../db/client";
import { domains } from "../db/schema/api";

/**
 * True if this customer may send from addresses at this domain: exactly this one, not one above or below it, as Resend
 * wants it. `domainName` is lower case and ASCII (`normaliseDomainName`). `partially_verified` is not enough: what of it
 * suffices is not documented, and a sender that Resend refuses would stop the line for everybody.
 */
export async function isVerifiedDomain(customerId: string, domainName: string): Promise<boolean> {
  const [found] = await database()
    .select({ id: domains.id })
    .from(domains)
    .where(
      and(eq(domains.customerId, customerId), eq(domains.name, domainName), eq(domains.status, "verified")),
    );
  return found !== undefined;
}
