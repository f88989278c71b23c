import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { at } from "./columns";

/**
 * What a customer's emails of one quarter of an hour came to, by the time they were sent. Written by `usage/fold.ts` only,
 * anew from the emails each time, so that a row is never wrong by what was counted twice. Quarters, because every time
 * zone begins its day at one.
 */
export const usageCounts = pgTable(
  "usage_counts",
  {
    customerId: uuid("customer_id").notNull(),
    quarter: at("quarter").notNull(),
    emails: integer().notNull(),
    credits: integer().notNull(),
    /** Of these emails: what Resend tells of the furthest that each has come. */
    delivered: integer().notNull(),
    bounced: integer().notNull(),
    failed: integer().notNull(),
    complained: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.quarter] }),
    index("usage_counts_by_age").on(table.quarter),
  ],
);

/** How far the folding has come: one row, which also lets one process at a time do it. */
export const usageProgress = pgTable("usage_progress", {
  name: text().primaryKey(),
  /** Emails that were sent before are in `usage_counts`; later ones are counted where they are. */
  countedUntil: at("counted_until").notNull(),
});
