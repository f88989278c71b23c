import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters";
import { v7 as uuidv7 } from "uuid";
import { database, transaction } from "../db/client";
import { creditAccounts } from "../db/schema/credits";
import { accounts, customers, members, users, verificationTokens } from "../db/schema/identity";
import { beginControls } from "../tenants/controls";
import { normaliseEmail } from "./email-address";

/**
 * Where next-auth keeps users. A new user gets a customer, the tokens of GitHub and Google are not kept, and a link
 * works once. Sessions are in cookies, so there is nothing here for them.
 */
export const authAdapter: Adapter = {
  getUser: (id) => findUser(eq(users.id, id)),
  getUserByEmail: (email) => findUser(eq(users.email, normaliseEmail(email))),

  async getUserByAccount({ provider, providerAccountId }) {
    const [found] = await database()
      .select({ userId: accounts.userId })
      .from(accounts)
      .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)));
    return found ? findUser(eq(users.id, found.userId)) : null;
  },

  /**
   * User, customer, credit account and the ownership appear together or not at all. Two sign-ups of one address at the same moment
   * end as one user. The address is verified by now: no other comes through the `signIn` callback.
   */
  createUser(user: Omit<AdapterUser, "id">): Promise<AdapterUser> {
    const email = normaliseEmail(user.email);
    const name = user.name?.trim() || null;
    const [userId, customerId] = [uuidv7(), uuidv7()];
    return transaction(async (tx) => {
      const [created] = await tx
        .insert(users)
        .values({
          id: userId,
          email,
          name,
          image: user.image ?? null,
          customerId,
          emailVerified: sql`clock_timestamp()`,
        })
        .onConflictDoNothing({ target: users.email })
        .returning();
      if (created) {
        await tx.insert(customers).values({ id: customerId, email, name });
        await tx.insert(members).values({ customerId, userId, role: "owner" });
        await tx.insert(creditAccounts).values({ customerId });
        await beginControls(tx, customerId);
        return created;
      }
      const [existing] = await tx.select().from(users).where(eq(users.email, email));
      if (existing) return existing;
      throw new Error("The user vanished between two statements.");
    });
  },

  /** next-auth calls this for one reason: the address was verified again. */
  async updateUser({ id, emailVerified }) {
    const [updated] = await database()
      .update(users)
      .set({ emailVerified })
      .where(eq(users.id, id))
      .returning();
    if (updated) return updated;
    throw new Error("There is no such user.");
  },

  async linkAccount({ provider, providerAccountId, type, userId }: AdapterAccount) {
    await database().insert(accounts).values({ provider, providerAccountId, type, userId });
  },

  /** Links that nobody opened are removed by age (`lib/retention/`). */
  async createVerificationToken({ identifier, token, expires }) {
    await database().insert(verificationTokens).values({ identifier, token, expires });
    return { identifier, token, expires };
  },

  /** Deleting is the claim: of any number of redemptions at once, one finds the row. Expiry is next-auth's to check. */
  async useVerificationToken({ identifier, token }) {
    const [redeemed] = await database()
      .delete(verificationTokens)
      .where(and(eq(verificationTokens.identifier, identifier ?? ""), eq(verificationTokens.token, token)))
      .returning();
    return redeemed ?? null;
  },
};

async function findUser(condition: SQL): Promise<AdapterUser | null> {
  const [user] = await database().select().from(users).where(condition);
  return user ?? null;
}
