import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { TemplateBlock } from "../../contracts/template-block";
import type { TemplateVariable } from "../../contracts/template-variable";
import { at } from "./columns";

/** What a template says, as a draft and as each of its versions. */
export interface TemplateContent {
  subject: string | null;
  /** Made from the blocks, if there are any, when they were saved: a later release must not change what is sent. */
  html: string;
  text: string | null;
  from: string | null;
  replyTo: string[];
  variables: TemplateVariable[];
  blocks: TemplateBlock[] | null;
}

/** A customer's template: its name, its draft, and which version is sent. */
export const templates = pgTable(
  "templates",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    /** Another name to send by; null if it has none. */
    alias: text(),
    draft: jsonb().$type<TemplateContent>().notNull(),
    /** The id that the draft's version has, or will have once it is published. */
    draftVersionId: uuid("draft_version_id").notNull(),
    /** Null until a version was published; the same as the draft's if nothing was changed since. */
    publishedVersionId: uuid("published_version_id"),
    publishedNumber: integer("published_number"),
    publishedAt: at("published_at"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    updatedAt: at("updated_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    unique("templates_by_alias").on(table.customerId, table.alias),
    index("templates_by_time").on(table.customerId, table.createdAt, table.id),
  ],
);
export type TemplateRow = typeof templates.$inferSelect;

/** What was published, and never changes. */
export const templateVersions = pgTable(
  "template_versions",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid().notNull(),
    templateId: uuid("template_id").notNull(),
    /** From 1, one more each time. */
    number: integer().notNull(),
    content: jsonb().$type<TemplateContent>().notNull(),
    publishedAt: at("published_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    unique("template_versions_by_number").on(table.customerId, table.templateId, table.number),
  ],
);
export type TemplateVersionRow = typeof templateVersions.$inferSelect;
