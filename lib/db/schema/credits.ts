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
import type { AlertLadder } from "../../contracts/alert-levels";
import { at } from "./columns";

const credits = (name: string) => bigint(name, { mode: "number" });

/** One row per customer: the mirror of the balance at Dodo, and the holds. Every change is one guarded UPDATE. */
export const creditAccounts = pgTable(
  "credit_accounts",
  {
    customerId: uuid("customer_id").primaryKey(),
    /** What Dodo said last; null until it was asked once. */
    balance: credits("balance"),
    /** Credits of accepted emails that are neither captured nor released. */
    held: credits("held").notNull().default(0),
    /** Rises with every capture that lands, so that a read which began earlier is thrown away. */
    version: credits("version").notNull().default(0),
    /** The one capture in flight. While it is set, reads are not trusted: they may or may not contain it. */
    openCaptureId: uuid("open_capture_id"),
    /** No new capture before this moment (Dodo refused the last one, or is down). */
    captureNotBefore: at("capture_not_before"),
    /** When the answer that set `balance` was asked for. */
    balanceAsOf: at("balance_as_of"),
    /** A webhook said at this moment that the balance has changed; cleared by a read that began later. */
    staleSince: at("stale_since"),
    /** The balance last grew by something other than our own doing: a payment's credits arrived. */
    balanceRoseAt: at("balance_rose_at"),
    /**
     * Credits that may still be accepted before it is looked into why they are bounded (`lib/tenants/`); 0 while sending
     * is paused, null for any number. The one column that accepting an email needs of all that.
     */
    quota: credits("quota"),
    allowance: credits("allowance"),
    /** Credits of the first level of alerts; null while there is no allowance, or if it is switched off. */
    lowThreshold: credits("low_threshold"),
    /** The levels that the customer has chosen; null for those of the catalogue and the plan. */
    alertLadder: jsonb("alert_ladder").$type<AlertLadder>(),
    /** The deepest level that the customer was told of; a balance that rises takes it back as far as it rises. */
    alertLevel: text("alert_level").notNull().default("none"),
    /** When they were told. */
    alertedAt: at("alerted_at"),
    /**
     * When it is time to look at the grants for what expires soon; null if nothing does. The default gives accounts that
     * were there before a first look.
     */
    expiryLookAt: at("expiry_look_at").default(sql`clock_timestamp() + interval '10 minutes'`),
    /** A webhook said at this moment that plan or grants have changed; cleared by a sync that began later. */
    billingStaleSince: at("billing_stale_since"),
    /** Whose turn it is to read from Dodo in the background, and when to try again. */
    syncNotBefore: at("sync_not_before"),
  },
  (table) => [
    check("held_not_negative", sql`${table.held} >= 0`),
    check("alert_level_known", sql`${table.alertLevel} in ('none', 'low', 'very_low', 'critical', 'empty')`),
    index("credit_accounts_stale")
      .on(table.syncNotBefore)
      .where(sql`${table.staleSince} is not null or ${table.billingStaleSince} is not null`),
    index("credit_accounts_expiry_look").on(table.expiryLookAt).where(sql`${table.expiryLookAt} is not null`),
    index("credit_accounts_open_capture")
      .on(table.openCaptureId)
      .where(sql`${table.openCaptureId} is not null`),
  ],
);

/** One debit at Dodo that pays for one or more sent emails. Its id is the ledger entry's idempotency key. */
export const captures = pgTable(
  "captures",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    credits: credits("credits").notNull(),
    reason: text().notNull(),
    /** open → captured. A debit that was begun is repeated until it has landed; nothing else ends it. */
    state: text().notNull().default("open"),
    attempts: integer().notNull().default(0),
    leaseUntil: at("lease_until").notNull(),
    ledgerEntryId: text("ledger_entry_id"),
    lastError: text("last_error"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    settledAt: at("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    check("capture_state_known", sql`${table.state} in ('open', 'captured')`),
    check("capture_credits_positive", sql`${table.credits} > 0`),
    index("captures_open").on(table.leaseUntil).where(sql`${table.state} = 'open'`),
  ],
);

export type Capture = typeof captures.$inferSelect;

/** What Dodo says of a customer's subscriptions, as of a read that began at `asOf`. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    customerId: uuid("customer_id").notNull(),
    dodoSubscriptionId: text("dodo_subscription_id").notNull(),
    /** Of the catalogue; null for one that was read before the catalogue had several. */
    planKey: text("plan_key"),
    status: text().notNull(),
    creditsPerCycle: credits("credits_per_cycle"),
    lowThresholdPercent: integer("low_threshold_percent"),
    renewsAt: at("renews_at"),
    cancelsAtPeriodEnd: boolean("cancels_at_period_end").notNull().default(false),
    startedAt: at("started_at").notNull(),
    asOf: at("as_of").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.dodoSubscriptionId] })],
);

/** A checkout that a customer started. What became of it is asked at Dodo, never taken from the redirect. */
export const checkouts = pgTable(
  "checkouts",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    kind: text().notNull(),
    /** What was bought, by its key in the catalogue. */
    offerKey: text("offer_key"),
    credits: credits("credits").notNull(),
    dodoSessionId: text("dodo_session_id").notNull(),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    check("checkout_kind_known", sql`${table.kind} in ('plan', 'topup')`),
  ],
);
