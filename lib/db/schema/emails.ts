import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { at, bytewiseText } from "./columns";

/** Who an email is from and to, apart from `to`: what lists show without reading the payload. */
export interface Envelope {
  from: string;
  cc: string[];
  bcc: string[];
  replyTo: string[];
}

/**
 * What the list's filter calls an email's state: how far it has come to Resend and, once it is sent, from there on.
 * Written as the index on it has it: other words would not find that index.
 */
export const STATE_OF_EMAIL = sql.raw(
  "(case when status <> 'sent' then status when last_event = 'failed' then 'not_delivered' when last_event is null or last_event = 'scheduled' then 'sent' else last_event end)",
);

/**
 * The emails whose content may be old enough to be removed some day, written as the index on them has it. What was sent
 * comes in with its capture: one entry less on the way of an email.
 */
export const WITH_CONTENT = sql.raw(
  "(content_removed_at is null and (status in ('failed', 'canceled') or status = 'sent' and (credits = 0 or capture_id is not null)))",
);

/** What lists and pages say of an attachment; its content is in `files` only. */
export interface AttachmentFacts {
  filename: string | null;
  contentType: string | null;
  contentId: string | null;
  bytes: number;
}

/**
 * One accepted request to send. `system` emails are MailKit's own to a customer (alerts): same road, no credits, not
 * shown in the customer's list.
 */
export const emails = pgTable(
  "emails",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    kind: text().notNull().default("customer"),
    status: text().notNull().default("queued"),
    credits: integer().notNull(),
    to: jsonb().$type<string[]>().notNull(),
    envelope: jsonb().$type<Envelope>().notNull(),
    /** Recipients of the request that were left out because the customer suppresses them. */
    skipped: jsonb().$type<string[]>().notNull().default([]),
    attachments: jsonb().$type<AttachmentFacts[]>().notNull().default([]),
    subject: text().notNull(),
    /** The key that the request came with; null for the dashboard. */
    apiKeyId: uuid("api_key_id"),
    /** The template that its content was made from, and the version; null if the request brought the content. */
    templateId: uuid("template_id"),
    templateVersion: integer("template_version"),
    /** When it is to be sent, if not at once. Stays as it is afterwards. */
    scheduledAt: at("scheduled_at"),
    /**
     * The exact body for Resend but for its files, rendered once at accept. A retry sends these bytes, nothing is rendered
     * again.
     */
    payload: text().notNull(),
    /**
     * The files as they stand in the body, JSON; null without any, and once the email is settled. Up to 40 MB, so nothing
     * but a dispatch reads it.
     */
    files: text(),
    /** Available credits right after this email was accepted: every replay of the request answers the same. */
    availableAfter: bigint("available_after", { mode: "number" }).notNull(),
    resendId: text("resend_id"),
    /** Why it failed or waits, in words for the customer. */
    cause: text(),
    dispatchId: uuid("dispatch_id"),
    /** Resend refused a batch that it was in, so it is sent by itself: whatever is wrong fails one email only. */
    goesAlone: boolean("goes_alone").notNull().default(false),
    /** Null while the credits are held; then the capture that pays, or paid, for it. */
    captureId: uuid("capture_id"),
    capturedAt: at("captured_at"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    sentAt: at("sent_at"),
    settledAt: at("settled_at"),
    /** The furthest that Resend tells of a sent email's way (`delivered`, `bounced` …), and since when. */
    lastEvent: text("last_event"),
    lastEventAt: at("last_event_at"),
    /** Since then `payload` has no HTML, text and headers any more, and attachments no names (`lib/retention/`). */
    contentRemovedAt: at("content_removed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    check("email_kind_known", sql`${table.kind} in ('customer', 'system')`),
    check(
      "email_status_known",
      sql`${table.status} in ('scheduled', 'queued', 'sending', 'sent', 'failed', 'canceled', 'unresolved')`,
    ),
    index("emails_scheduled").on(table.scheduledAt).where(sql`${table.status} = 'scheduled'`),
    index("emails_queue").on(table.kind, table.createdAt).where(sql`${table.status} = 'queued'`),
    index("emails_turns")
      .on(table.customerId, table.createdAt, table.id)
      .where(sql`${table.status} = 'queued'`),
    index("emails_to_capture")
      .on(table.customerId, table.sentAt)
      .where(sql`${table.status} = 'sent' and ${table.captureId} is null and ${table.credits} > 0`),
    index("emails_unresolved").on(table.settledAt).where(sql`${table.status} = 'unresolved'`),
    index("emails_with_content").on(table.settledAt).where(WITH_CONTENT),
    index("emails_by_time").on(table.customerId, table.createdAt, table.id),
    // A column that events change is not in it: they must stay changes within a page.
    index("emails_by_sent")
      .on(table.customerId, table.sentAt)
      .where(sql`${table.kind} = 'customer' and ${table.status} = 'sent'`),
    index("emails_by_capture")
      .on(table.customerId, table.captureId)
      .where(sql`${table.captureId} is not null`),
    // For the list's filter by state. Accepting an email writes nothing into it: what is queued has `emails_turns`.
    index("emails_by_state")
      .on(table.customerId, STATE_OF_EMAIL, table.createdAt, table.id)
      .where(sql`${table.status} <> 'queued'`),
  ],
);

/**
 * What a customer's emails are found by, newest first: recipient, beginning of the subject, sender's domain, key, tags
 * (`lib/sending/facets.ts`). Beside the emails, whose rows are written anew, with an entry in each of their indexes, five
 * times on their way; this is written once. Its key is its only index.
 */
export const emailFacets = pgTable(
  "email_facets",
  {
    customerId: uuid("customer_id").notNull(),
    facet: bytewiseText().notNull(),
    /** The email's. */
    createdAt: at("created_at").notNull(),
    emailId: uuid("email_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.facet, table.createdAt, table.emailId] })],
);

/** The emails of a batch in its order, and what was wrong with those that are not among them. */
export interface BatchOutcome {
  emailIds: string[];
  errors: { index: number; message: string }[];
}

/** Which email a customer's Idempotency-Key names, and a hash of the request it was first used with. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    customerId: uuid("customer_id").notNull(),
    key: text().notNull(),
    requestHash: text("request_hash").notNull(),
    /** The email, or the first of a batch. */
    emailId: uuid("email_id").notNull(),
    /** What a batch was answered; null for a single email. */
    batch: jsonb().$type<BatchOutcome>(),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.key] }),
    index("idempotency_keys_by_age").on(table.createdAt),
  ],
);

/** A member of a dispatch, in the order of the call's body. */
export interface DispatchMember {
  customerId: string;
  emailId: string;
}

/**
 * One call to Resend. Its id is the call's idempotency key, and its members and bytes are committed before the call,
 * so that a retry by any process is the same request.
 */
export const dispatches = pgTable(
  "dispatches",
  {
    id: uuid().primaryKey(),
    members: jsonb().$type<DispatchMember[]>().notNull(),
    /** Emptied once every member is settled by the call's answer: the emails have their own payloads. */
    body: text().notNull(),
    /** open → done (every member is sent or failed) or unresolved (too old to retry, outcome unknown). */
    state: text().notNull().default("open"),
    attempts: integer().notNull().default(0),
    /**
     * Until then one process drives it; afterwards anyone may. Also the time of the next attempt, and of an unresolved
     * one's next look at Resend.
     */
    leaseUntil: at("lease_until").notNull(),
    lastError: text("last_error"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    settledAt: at("settled_at"),
  },
  (table) => [
    check("dispatch_state_known", sql`${table.state} in ('open', 'done', 'unresolved')`),
    index("dispatches_unresolved").on(table.leaseUntil).where(sql`${table.state} = 'unresolved'`),
    index("dispatches_open").on(table.leaseUntil).where(sql`${table.state} = 'open'`),
  ],
);
export type Dispatch = typeof dispatches.$inferSelect;
