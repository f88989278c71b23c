import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { at } from "./columns";

const credits = (name: string) => bigint(name, { mode: "number" });

/** What an operator did, and why. Written in the transaction of what it records; never changed, never removed. */
export const operatorActions = pgTable(
  "operator_actions",
  {
    id: uuid().primaryKey(),
    at: at("at").notNull().default(sql`clock_timestamp()`),
    operatorId: uuid("operator_id").notNull(),
    operatorEmail: text("operator_email").notNull(),
    /** Such as `customer.pause`. */
    action: text().notNull(),
    /** Whose account it was about; null for what is about all of them. */
    customerId: uuid("customer_id"),
    /** What exactly: an email, a message, a provider. */
    subject: text(),
    note: text(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    // Ids rise with time.
    index("operator_actions_by_customer").on(table.customerId, table.id),
  ],
);

/**
 * Credits that are given or taken at Dodo by hand, or because a payment was refunded. The row is committed before the
 * call and its id is the entry's idempotency key, so that a call without an answer is repeated and counts once.
 */
export const creditAdjustments = pgTable(
  "credit_adjustments",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    /** Positive: given. Negative: taken. */
    credits: credits("credits").notNull(),
    reason: text().notNull(),
    /** open → done, or refused (Dodo said for certain that nothing was changed). */
    state: text().notNull().default("open"),
    attempts: credits("attempts").notNull().default(0),
    leaseUntil: at("lease_until").notNull(),
    ledgerEntryId: text("ledger_entry_id"),
    lastError: text("last_error"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    settledAt: at("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    check("adjustment_state_known", sql`${table.state} in ('open', 'done', 'refused')`),
    check("adjustment_not_nothing", sql`${table.credits} <> 0`),
    index("credit_adjustments_open").on(table.leaseUntil).where(sql`${table.state} = 'open'`),
  ],
);
export type CreditAdjustment = typeof creditAdjustments.$inferSelect;

/** An operator looks at a customer's dashboard. Counts only with the session of the operator who began it. */
export const operatorViews = pgTable(
  "operator_views",
  {
    id: uuid().primaryKey(),
    operatorId: uuid("operator_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [index("operator_views_by_expiry").on(table.expiresAt)],
);

/** Our sums held against Dodo's ledger, as of one look. */
export const driftChecks = pgTable(
  "drift_checks",
  {
    customerId: uuid("customer_id").primaryKey(),
    /** Not null: a check was asked for then and is not done. */
    requestedAt: at("requested_at"),
    /** Until then one process is at it. */
    leaseUntil: at("lease_until"),
    checkedAt: at("checked_at"),
    /** Credits that nothing explains; null before the first check. */
    drift: credits("drift"),
    /** What was found (`lib/contracts/operator.ts`). */
    result: jsonb().$type<unknown>(),
    error: text(),
  },
  (table) => [
    index("drift_checks_open").on(table.requestedAt).where(sql`${table.requestedAt} is not null`),
    index("drift_checks_by_drift").on(
      sql`${table.drift} desc nulls last`,
      sql`${table.checkedAt} desc nulls first`,
    ),
  ],
);

/** What bounds a customer's sending besides their credits. No row: nothing does. */
export const sendingControls = pgTable(
  "sending_controls",
  {
    customerId: uuid("customer_id").primaryKey(),
    /** Not null: nothing more is accepted, and what is accepted waits. */
    pausedAt: at("paused_at"),
    /** Who paused: `operator`, or the rule that did (`bounces`, `complaints`, `dispute`). */
    pausedBy: text("paused_by"),
    /** Why, in words for the customer. */
    pausedReason: text("paused_reason"),
    /** True until the account has a history: until then there is a daily limit, which grows. */
    isNew: boolean("is_new").notNull().default(false),
    /** A daily limit that an operator set; it counts instead of all others. */
    dailyCredits: credits("daily_credits"),
    /** Not null: slowed down since then because of bounces or complaints. */
    slowedAt: at("slowed_at"),
    slowedReason: text("slowed_reason"),
    /** Bounces and complaints of emails that were sent earlier do not count: an operator has looked at them. */
    judgedFrom: at("judged_from"),
    /** The daily limit that `credit_accounts.quota` was made from, and the day (UTC, `YYYY-MM-DD`). */
    quotaCap: credits("quota_cap"),
    quotaDay: text("quota_day"),
    /** Dodo said at this moment that payments were refunded or disputed; cleared by a look that began later. */
    casesStaleSince: at("cases_stale_since"),
    casesNotBefore: at("cases_not_before"),
  },
  (table) => [
    check(
      "paused_by_known",
      sql`${table.pausedBy} in ('operator', 'bounces', 'complaints', 'dispute') and ${table.pausedAt} is not null or ${table.pausedBy} is null and ${table.pausedAt} is null`,
    ),
    index("sending_controls_paused").on(table.customerId).where(sql`${table.pausedAt} is not null`),
    // For the list of customers in each of the other states, newest first.
    index("sending_controls_slowed").on(table.customerId).where(sql`${table.slowedAt} is not null`),
    index("sending_controls_limited").on(table.customerId).where(sql`${table.dailyCredits} is not null`),
    index("sending_controls_new").on(table.customerId).where(sql`${table.isNew}`),
    index("sending_controls_cases").on(table.casesNotBefore).where(sql`${table.casesStaleSince} is not null`),
  ],
);
export type SendingControl = typeof sendingControls.$inferSelect;

/** A refund or a dispute of a payment, as Dodo had it last, and what was done about it, once. */
export const paymentCases = pgTable(
  "payment_cases",
  {
    customerId: uuid("customer_id").notNull(),
    /** Dodo's id of the refund or the dispute. */
    id: text().notNull(),
    kind: text().notNull(),
    paymentId: text("payment_id").notNull(),
    status: text().notNull(),
    amount: text(),
    currency: text(),
    /** What MailKit did about it, in words. */
    outcome: text().notNull(),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    check("case_kind_known", sql`${table.kind} in ('refund', 'dispute')`),
  ],
);
