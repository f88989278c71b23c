import { sql } from "drizzle-orm";
import { integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { at } from "./columns";

/**
 * The account that owns credits and emails. Users belong to it, and it maps to one customer at Dodo.
 * A small table that every node of a distributed engine could hold; the busy counters are in `credit_accounts`.
 */
export const customers = pgTable("customers", {
  id: uuid().primaryKey(),
  /** Verified address of the user who made the account; also the customer's address at Dodo. */
  email: text().notNull(),
  name: text(),
  dodoCustomerId: text("dodo_customer_id").unique(),
  /** Creating a customer at Dodo has no idempotency key, so one process at a time may try, until this moment. */
  dodoClaimUntil: at("dodo_claim_until"),
  createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
});

/** A person who signs in. The columns up to `image` are next-auth's. */
export const users = pgTable("users", {
  id: uuid().primaryKey(),
  name: text(),
  email: text().notNull().unique(),
  emailVerified: at("email_verified"),
  image: text(),
  customerId: uuid("customer_id").notNull(),
  /** A session is valid only while it carries this number; raising it signs out everywhere at once. */
  sessionVersion: integer("session_version").notNull().default(1),
  createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
});

/** Which GitHub or Google account signs in which user. The provider's tokens are not needed, so not kept. */
export const accounts = pgTable(
  "accounts",
  {
    provider: text().notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    type: text().notNull(),
    userId: uuid("user_id").notNull(),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);

/** Open sign-in links. `token` is a hash; redeeming deletes the row, so a link works once. */
export const verificationTokens = pgTable(
  "verification_tokens",
  { identifier: text().notNull(), token: text().notNull(), expires: at("expires").notNull() },
  (table) => [primaryKey({ columns: [table.identifier, table.token] })],
);
