import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { database, type Executor } from "../db/client";
import { customers } from "../db/schema/identity";
import { inMs, now } from "../db/time";
import { findOrCreateDodoCustomer } from "../dodo/customers";
import { ProviderUnavailable } from "../errors";

/** Longer than looking and creating take. A process that died in between is followed by the next one then. */
const CLAIM_MS = 30_000;
const WAIT_MAX_MS = 10_000;
const POLL_MS = 100;

/**
 * The customer's id at Dodo, made before the first purchase and used for ever. One process at a time makes it; the
 * others wait for its result. Throws ProviderUnavailable.
 */
export async function requireDodoCustomer(customerId: string): Promise<string> {
  const deadline = Date.now() + WAIT_MAX_MS;
  for (;;) {
    const [customer] = await database().select().from(customers).where(eq(customers.id, customerId));
    if (!customer) throw new Error(`Customer ${customerId} does not exist`);
    if (customer.dodoCustomerId !== null) return customer.dodoCustomerId;
    if (await claim(customerId)) return create(customerId, customer.email, customer.name);
    if (Date.now() > deadline)
      throw new ProviderUnavailable(
        "dodo",
        "Your account at Dodo Payments is being made. Try again in a few seconds.",
      );
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function claim(customerId: string): Promise<boolean> {
  const claimed = await database()
    .update(customers)
    .set({ dodoClaimUntil: inMs(CLAIM_MS) })
    .where(
      and(
        eq(customers.id, customerId),
        isNull(customers.dodoCustomerId),
        sql`coalesce(${customers.dodoClaimUntil} <= ${now}, true)`,
      ),
    )
    .returning({ id: customers.id });
  return claimed.length > 0;
}

async function create(customerId: string, email: string, name: string | null): Promise<string> {
  try {
    const dodoCustomerId = await findOrCreateDodoCustomer({ customerId, email, name });
    await database()
      .update(customers)
      .set({ dodoCustomerId, dodoClaimUntil: null })
      .where(and(eq(customers.id, customerId), isNull(customers.dodoCustomerId)));
    // A process that took longer than its claim may find that another one was faster.
    const [stored] = await database().select().from(customers).where(eq(customers.id, customerId));
    return stored?.dodoCustomerId ?? dodoCustomerId;
  } catch (error) {
    await database().update(customers).set({ dodoClaimUntil: null }).where(eq(customers.id, customerId));
    throw error;
  }
}

/** Our customers by their ids at Dodo. */
export async function findCustomers(tx: Executor, dodoCustomerIds: string[]): Promise<Map<string, string>> {
  if (dodoCustomerIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: customers.id, dodoCustomerId: customers.dodoCustomerId })
    .from(customers)
    .where(inArray(customers.dodoCustomerId, [...new Set(dodoCustomerIds)]));
  return new Map(rows.map((row) => [row.dodoCustomerId ?? "", row.id]));
}
