import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { at } from "./columns";

/** Inbox of verified webhooks: stored once by the provider's id, applied afterwards, once. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    source: text().notNull(),
    id: text().notNull(),
    type: text().notNull(),
    body: text().notNull(),
    receivedAt: at("received_at").notNull().default(sql`clock_timestamp()`),
    appliedAt: at("applied_at"),
    /** applied, or ignored with the reason in words. */
    outcome: text(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.id] }),
    index("webhook_events_pending").on(table.source, table.receivedAt).where(sql`${table.appliedAt} is null`),
    // For the operator's list, and for what removes old ones source by source.
    index("webhook_events_by_age").on(table.receivedAt),
    index("webhook_events_by_source").on(table.source, table.receivedAt),
    // For the operator's list: what is rare among Resend's messages, which never write into these.
    index("webhook_events_of_dodo").on(table.receivedAt).where(sql`${table.source} = 'dodo'`),
    index("webhook_events_ignored").on(table.receivedAt).where(sql`${table.outcome} like 'ignored%'`),
  ],
);

/** The request budget of a provider, shared by all instances, and whether its line is paused or stopped. */
export const providerLines = pgTable("provider_lines", {
  provider: text().primaryKey(),
  tokens: doublePrecision().notNull(),
  refilledAt: at("refilled_at").notNull(),
  /** The budget that the provider's own answers taught; null as long as the documented one holds. */
  burst: doublePrecision(),
  perSecond: doublePrecision("per_second"),
  /** After this moment the documented budget is tried again; null: what was taught holds until it is taught anew. */
  learnedUntil: at("learned_until"),
  /** Until then the line is slower than its budget, the longer the slower: it was told so without being told the limit. */
  slowedUntil: at("slowed_until"),
  /** No calls before this moment: the provider asked to wait, or an operator must act. */
  pausedUntil: at("paused_until"),
  pausedReason: text("paused_reason"),
  /** Since then only an operator can mend it. Not null: each end of the pause lets one call try whether it works again. */
  stoppedSince: at("stopped_since"),
  /** An operator has stopped all sending: of Resend's line only, and of emails only. */
  haltedAt: at("halted_at"),
  haltedReason: text("halted_reason"),
  /** While all sending is stopped: true if requests to send are refused meanwhile, false if they queue. */
  isRefusing: boolean("is_refusing").notNull().default(false),
});

/** Counters of rate-limiter-flexible; the names of the columns are its own. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});

/** When each rule of retention is due next (`lib/retention/`): a row per rule, which all instances share. */
export const retentionRuns = pgTable("retention_runs", {
  name: text().primaryKey(),
  /** While a batch runs, the end of its lease. */
  nextAt: at("next_at").notNull().default(sql`clock_timestamp()`),
  /** How far a rule that goes through customers has come; null: it begins anew. */
  position: text(),
  /** Of the last batch. */
  finishedAt: at("finished_at"),
});
