import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { at } from "./columns";

/** What a customer has chosen about mails; without a row all of them go to the account's address. */
export const alertSettings = pgTable("alert_settings", {
  customerId: uuid("customer_id").primaryKey(),
  lowBalance: boolean("low_balance").notNull(),
  expiringCredits: boolean("expiring_credits").notNull(),
  receipts: boolean().notNull(),
  /** Users who get the mails; null: the account's address. Those who are gone are left out when a mail is written. */
  userIds: jsonb("user_ids").$type<string[]>(),
  updatedAt: at("updated_at").notNull().default(sql`clock_timestamp()`),
});

/** What a customer was told of by mail, each thing once: the row is written with the mail, or neither. */
export const notices = pgTable(
  "notices",
  {
    customerId: uuid("customer_id").notNull(),
    /** Such as `topup pay_…` or `expiry 7 cgr_…`. */
    what: text().notNull(),
    toldAt: at("told_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.what] }),
    index("notices_by_age").on(table.toldAt),
  ],
);
