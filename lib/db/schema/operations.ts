import { sql } from "drizzle-orm";
import { bigint, doublePrecision, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
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
    index("webhook_events_by_age").on(table.receivedAt),
  ],
);

/** The request budget of a provider, shared by all instances, and whether its line is stopped. */
export const providerLines = pgTable("provider_lines", {
  provider: text().primaryKey(),
  tokens: doublePrecision().notNull(),
  refilledAt: at("refilled_at").notNull(),
  /** No calls before this moment: the provider asked to wait, or an operator must act. */
  pausedUntil: at("paused_until"),
  pausedReason: text("paused_reason"),
});

/** Counters of rate-limiter-flexible; the names of the columns are its own. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});
