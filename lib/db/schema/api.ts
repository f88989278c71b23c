import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, bytewiseText } from "./columns";

/** A key of a customer's programs. Only a hash of it is kept: nobody can read it back, here or in a backup. */
export const apiKeys = pgTable(
  "api_keys",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    tokenHash: text("token_hash").notNull(),
    /** Last four characters, so that people can tell keys apart. */
    lastFour: text("last_four").notNull(),
    permission: text().notNull(),
    /** The one domain that a key for sending may send from; null for all. */
    domainId: uuid("domain_id"),
    /** Credits that may be spent with it per day and per calendar month, UTC; null for no limit. */
    dailyCredits: integer("daily_credits"),
    monthlyCredits: integer("monthly_credits"),
    expiresAt: at("expires_at"),
    lastUsedAt: at("last_used_at"),
    revokedAt: at("revoked_at"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    uniqueIndex("api_keys_by_token").on(table.tokenHash),
    check("permission_known", sql`${table.permission} in ('full_access', 'sending_access')`),
  ],
);

/** Credits of the emails that were accepted with a key, per day (UTC), without those that were given back. */
export const apiKeyUsage = pgTable(
  "api_key_usage",
  {
    customerId: uuid("customer_id").notNull(),
    keyId: uuid("key_id").notNull(),
    day: date({ mode: "string" }).notNull(),
    credits: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.keyId, table.day] })],
);

/** A DNS record that a domain needs, as Resend words it. */
export interface DomainRecord {
  record: string;
  name: string;
  type: string;
  ttl: string;
  status: string;
  value: string;
  priority?: number;
}

/** A domain that a customer sends from. It belongs to one customer; its truth is at Resend. */
export const domains = pgTable(
  "domains",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    /** Lower case, in its ASCII form. */
    name: text().notNull(),
    /** Null until Resend has made it. */
    resendId: text("resend_id"),
    region: text().notNull().default("us-east-1"),
    status: text().notNull().default("not_started"),
    records: jsonb().$type<DomainRecord[]>().notNull().default([]),
    openTracking: boolean("open_tracking").notNull().default(false),
    clickTracking: boolean("click_tracking").notNull().default(false),
    tls: text().notNull().default("opportunistic"),
    /** When it was first seen verified. Until then another customer may claim the name. */
    verifiedAt: at("verified_at"),
    /** When Resend was asked last. */
    checkedAt: at("checked_at"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    unique("domains_by_name").on(table.name),
  ],
);
export type DomainRow = typeof domains.$inferSelect;

/** Written as the index on it has it: other words would not find that index. */
export const DOMAIN_OF_SUPPRESSED = sql.raw("split_part(address, '@', -1)");

/** Addresses that a customer's emails no longer go to. */
export const suppressions = pgTable(
  "suppressions",
  {
    customerId: uuid("customer_id").notNull(),
    /** Lower case, without a name. */
    address: bytewiseText().notNull(),
    id: uuid().notNull(),
    origin: text().notNull(),
    /** The email that bounced or was complained of; null for one that was added by hand. */
    emailId: uuid("email_id"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.address] }),
    unique("suppressions_by_id").on(table.customerId, table.id),
    index("suppressions_by_time").on(table.customerId, table.createdAt, table.id),
    index("suppressions_by_origin").on(table.customerId, table.origin, table.createdAt, table.id),
    index("suppressions_by_domain").on(table.customerId, DOMAIN_OF_SUPPRESSED, table.address),
    check("suppression_origin_known", sql`${table.origin} in ('bounce', 'complaint', 'manual')`),
  ],
);

/** What happened to an email, as Resend tells it: one row per message of Resend's. */
export const emailEvents = pgTable(
  "email_events",
  {
    customerId: uuid("customer_id").notNull(),
    emailId: uuid("email_id").notNull(),
    /** Resend's id of the message. */
    id: text().notNull(),
    /** Without the `email.` in front: delivered, bounced, opened … */
    type: text().notNull(),
    occurredAt: at("occurred_at").notNull(),
    /** What Resend says of it: the bounce, the link that was clicked. Never the email's content. */
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** When it was stored: what was counted before that must be counted again. */
    recordedAt: at("recorded_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.emailId, table.id] }),
    index("email_events_by_record")
      .on(table.recordedAt)
      .where(sql`${table.type} in ('delivered', 'bounced', 'failed', 'suppressed', 'complained')`),
  ],
);

/** Where a customer wants to hear of events. Signing secrets are encrypted (`lib/secret-box.ts`). */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    url: text().notNull(),
    events: jsonb().$type<string[]>().notNull(),
    status: text().notNull().default("enabled"),
    /** Why MailKit itself disabled it; null if the customer did, or nobody. */
    disabledReason: text("disabled_reason"),
    secret: text().notNull(),
    /** Signs as well until `previousSecretUntil`, so that a receiver can change over without a gap. */
    previousSecret: text("previous_secret"),
    previousSecretUntil: at("previous_secret_until"),
    /** Since then every attempt has failed. */
    failingSince: at("failing_since"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    check("endpoint_status_known", sql`${table.status} in ('enabled', 'disabled')`),
  ],
);

/** A message to one endpoint: made in the transaction of what it tells, delivered until it is answered with 2xx. */
export const webhookMessages = pgTable(
  "webhook_messages",
  {
    customerId: uuid("customer_id").notNull(),
    /** Also the message's id on the wire, the same for every attempt. */
    id: uuid().notNull(),
    endpointId: uuid("endpoint_id").notNull(),
    type: text().notNull(),
    /** The exact body of every attempt. */
    body: text().notNull(),
    /** pending → delivered or failed (a day of attempts) or discarded (the endpoint is gone or disabled). */
    state: text().notNull().default("pending"),
    attempts: integer().notNull().default(0),
    /** Of the next attempt; while one runs, the end of its lease. */
    nextAttemptAt: at("next_attempt_at").notNull().default(sql`clock_timestamp()`),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    settledAt: at("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    check("message_state_known", sql`${table.state} in ('pending', 'delivered', 'failed', 'discarded')`),
    index("webhook_messages_due")
      .on(table.customerId, table.endpointId, table.nextAttemptAt)
      .where(sql`${table.state} = 'pending'`),
    index("webhook_messages_by_endpoint").on(table.customerId, table.endpointId, table.createdAt, table.id),
    index("webhook_messages_by_age").on(table.createdAt),
  ],
);

/** One try to deliver a message, and what was answered. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    customerId: uuid("customer_id").notNull(),
    messageId: uuid("message_id").notNull(),
    number: integer().notNull(),
    /** HTTP status; null if there was no answer. */
    status: integer(),
    /** The beginning of the answer's body, or why there was none. */
    answer: text().notNull(),
    durationMs: integer("duration_ms").notNull(),
    attemptedAt: at("attempted_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.messageId, table.number] })],
);
