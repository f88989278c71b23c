import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { at, bytewiseText } from "./columns";

/** Written as the index on it has it: other words would not find that index. */
export const DOMAIN_OF_CUSTOMER = sql.raw("split_part(email, '@', -1)");

/**
 * The account that owns credits and emails. Users belong to it, and it maps to one customer at Dodo.
 * A small table that every node of a distributed engine could hold; the busy counters are in `credit_accounts`.
 */
export const customers = pgTable(
  "customers",
  {
    id: uuid().primaryKey(),
    /** Verified address of the user who made the account; also the customer's address at Dodo. */
    email: bytewiseText().notNull(),
    name: text(),
    dodoCustomerId: text("dodo_customer_id").unique(),
    /** Creating a customer at Dodo has no idempotency key, so one process at a time may try, until this moment. */
    dodoClaimUntil: at("dodo_claim_until"),
    /** Since then nobody acts for it any more, and the engine takes it apart (`lib/account/departure.ts`). */
    deletingAt: at("deleting_at"),
    /** When the next step of that is due; while one runs, the end of its lease. */
    deletionDueAt: at("deletion_due_at"),
    /** Nothing of it was left then. The row goes last, once whatever was still under way has ended. */
    emptiedAt: at("emptied_at"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    index("customers_deleting").on(table.deletionDueAt).where(sql`${table.deletingAt} is not null`),
    index("customers_by_email").on(table.email, table.id),
    index("customers_by_domain").on(DOMAIN_OF_CUSTOMER, table.email, table.id),
  ],
);

/** A person who signs in. The columns up to `image` are next-auth's. */
export const users = pgTable("users", {
  id: uuid().primaryKey(),
  name: text(),
  email: text().notNull().unique(),
  emailVerified: at("email_verified"),
  image: text(),
  /** The account that they work in at present: one of those that `members` has for them. */
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
  (table) => [
    primaryKey({ columns: [table.identifier, table.token] }),
    index("verification_tokens_by_expiry").on(table.expires),
  ],
);

/** Who may act for an account, and as what. A row that is gone, or another role, counts from the next request on. */
export const members = pgTable(
  "members",
  {
    customerId: uuid("customer_id").notNull(),
    userId: uuid("user_id").notNull(),
    role: text().notNull(),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.userId] }),
    index("members_by_user").on(table.userId),
    check("member_role_known", sql`${table.role} in ('owner', 'developer', 'billing', 'viewer')`),
  ],
);

/** Open invites. `tokenHash` is of the link; redeeming deletes the row, so a link works once. */
export const invites = pgTable(
  "invites",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    /** Lower case. Only a user with this address may redeem it. */
    email: text().notNull(),
    role: text().notNull(),
    tokenHash: text("token_hash").notNull(),
    invitedBy: uuid("invited_by").notNull(),
    /** When Resend took the mail; null if it did not. */
    sentAt: at("sent_at"),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    unique("invites_by_address").on(table.customerId, table.email),
    index("invites_by_token").on(table.tokenHash),
    check("invite_role_known", sql`${table.role} in ('owner', 'developer', 'billing', 'viewer')`),
  ],
);

/** Where somebody is signed in. The cookie carries the id: without its row it counts no more. */
export const sessions = pgTable(
  "sessions",
  {
    userId: uuid("user_id").notNull(),
    id: uuid().notNull(),
    /** Browser and system in words. Neither the header itself nor an IP address is kept. */
    agent: text().notNull(),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    /** To the quarter of an hour. */
    lastSeenAt: at("last_seen_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    index("sessions_by_age").on(table.lastSeenAt),
  ],
);
