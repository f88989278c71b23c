import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at } from "./columns";

const credits = (name: string) => bigint(name, { mode: "number" });

/** What a customer has agreed to: one row for each who ever turned auto top-up on. Whoever changes it locks the row first. */
export const autoTopups = pgTable(
  "auto_topups",
  {
    customerId: uuid("customer_id").primaryKey(),
    /** off, on, or stopped: something went wrong, and only the customer may let it go on. */
    state: text().notNull(),
    pack: text().notNull(),
    /** At or under this many available credits a pack is bought. */
    threshold: credits("threshold").notNull(),
    /** Packs in a calendar month (UTC) at the most. */
    monthlyCap: integer("monthly_cap").notNull(),
    /** The price that was agreed to. A dearer pack is not bought without being asked for again. */
    priceMinor: integer("price_minor").notNull(),
    paymentMethodId: text("payment_method_id").notNull(),
    cardBrand: text("card_brand").notNull(),
    cardLastFour: text("card_last_four").notNull(),
    consentedAt: at("consented_at").notNull(),
    /** The customer let it go on although the credits of an earlier charge had not arrived. */
    waivedAt: at("waived_at"),
    stopReason: text("stop_reason"),
    /** What the bank or Dodo said, for people. */
    stopDetail: text("stop_detail"),
    stoppedAt: at("stopped_at"),
    /** The attempt that it was stopped for. */
    stoppedBy: uuid("stopped_by"),
    /** The one attempt whose end is not known. While it is set, no other is begun. */
    openAttemptId: uuid("open_attempt_id"),
    /** Whose turn it is to look whether credits are needed, and when to look again. */
    checkNotBefore: at("check_not_before"),
  },
  (table) => [
    check("auto_topup_state_known", sql`${table.state} in ('off', 'on', 'stopped')`),
    check("auto_topup_threshold_not_negative", sql`${table.threshold} >= 0`),
    check("auto_topup_cap_positive", sql`${table.monthlyCap} > 0`),
    index("auto_topups_waiting")
      .on(table.checkNotBefore)
      .where(sql`${table.state} = 'on' and ${table.openAttemptId} is null`),
  ],
);

/** One charge of a saved card, committed before the call is made. Its id is in the metadata of the payment at Dodo. */
export const autoTopupAttempts = pgTable(
  "auto_topup_attempts",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    /**
     * started → charged | declined | needs_customer | unknown | failed. `unknown`: the call may or may not have charged,
     * and Dodo is asked for evidence. `failed`: nothing was charged. Whatever it is, proof of a payment makes it charged.
     */
    state: text().notNull().default("started"),
    pack: text().notNull(),
    credits: credits("credits").notNull(),
    priceMinor: integer("price_minor").notNull(),
    paymentMethodId: text("payment_method_id").notNull(),
    availableBefore: credits("available_before").notNull(),
    /** The call was about to be made; null: it never was, and after a while never will be. */
    calledAt: at("called_at"),
    dodoSessionId: text("dodo_session_id"),
    dodoPaymentId: text("dodo_payment_id"),
    /** Dodo's word for the payment of an attempt that needs the customer. */
    paymentStatus: text("payment_status"),
    /** When to look for evidence; a lease, too. Null: there is nothing to look for. */
    lookAt: at("look_at"),
    /** Since then Dodo's lists have not had a payment of this attempt. */
    absentSince: at("absent_since"),
    lastError: text("last_error"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    settledAt: at("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    check(
      "auto_topup_attempt_state_known",
      sql`${table.state} in ('started', 'charged', 'declined', 'needs_customer', 'unknown', 'failed')`,
    ),
    uniqueIndex("auto_topup_attempts_one_open")
      .on(table.customerId)
      .where(sql`${table.state} in ('started', 'unknown', 'needs_customer')`),
    index("auto_topup_attempts_look").on(table.lookAt).where(sql`${table.lookAt} is not null`),
  ],
);

export type AutoTopup = typeof autoTopups.$inferSelect;
export type AutoTopupAttempt = typeof autoTopupAttempts.$inferSelect;
