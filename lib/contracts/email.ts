import { z } from "zod";
import { emailEventSchema, emailEventTypeSchema } from "./email-event";

/**
 * Where an email is on its way to Resend. `unresolved`: sent or not is unknown, an operator is looking at it; never sent
 * again blindly. What becomes of a sent one is its `last_event`.
 */
export const emailStatusSchema = z.enum([
  "scheduled",
  "queued",
  "sending",
  "sent",
  "failed",
  "canceled",
  "unresolved",
]);
export type EmailStatus = z.infer<typeof emailStatusSchema>;

/** One row of the dashboard's list, newest first. */
export const emailSummarySchema = z.object({
  id: z.uuid(),
  status: emailStatusSchema,
  to: z.array(z.string()),
  /** Recipients in all, to + cc + bcc; each costs one credit. */
  credits: z.number().int().positive(),
  subject: z.string(),
  created_at: z.iso.datetime(),
  /** When it is, or was, to be sent; null for at once. */
  scheduled_at: z.iso.datetime().nullable(),
  sent_at: z.iso.datetime().nullable(),
  /** The furthest that Resend tells of a sent email's way; null until it tells something. */
  last_event: emailEventTypeSchema.nullable(),
  resend_id: z.string().nullable(),
  /** Why it failed or waits, in words; null if there is nothing to say. */
  cause: z.string().nullable(),
});
export type EmailSummary = z.infer<typeof emailSummarySchema>;

/**
 * Answer of `GET /api/dashboard/emails?limit=&cursor=` with a filter's parts: keyset pages, newest first. A filter that
 * finds little may give a page with fewer emails than asked for, or none, and yet a `next_cursor`.
 */
export const emailPageSchema = z.object({
  data: z.array(emailSummarySchema),
  /** The next older page; null on the last one. */
  next_cursor: z.string().nullable(),
  /** The next newer page; null on the first one. */
  prev_cursor: z.string().nullable(),
  /** Of a page that is not full although there is more to look through: how far back it has looked. */
  searched_to: z.iso.datetime().nullable(),
});
export type EmailPage = z.infer<typeof emailPageSchema>;

/** Answer of `GET /api/dashboard/emails/{id}`. The HTML comes from `GET /api/dashboard/emails/{id}/html`, which is inert by its headers. */
export const emailDetailSchema = emailSummarySchema.extend({
  from: z.string(),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  reply_to: z.array(z.string()),
  headers: z.record(z.string(), z.string()),
  tags: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string().nullable(),
  has_html: z.boolean(),
  /** When it was known what became of it: sent, failed, canceled or unresolved; null until then. */
  settled_at: z.iso.datetime().nullable(),
  /** After how many days the content was removed; null while it is there. */
  content_removed_after_days: z.number().int().nullable(),
  /** What Resend told of it, oldest first; at most the last hundred. */
  events: z.array(emailEventSchema),
  /** Recipients that were left out because they are suppressed; they cost nothing. */
  skipped: z.array(z.string()),
  attachments: z.array(
    z.object({ filename: z.string().nullable(), content_type: z.string().nullable(), bytes: z.number() }),
  ),
  /** The template that it was made from, its name null once it is deleted; null if the request brought the content. */
  template: z.object({ id: z.uuid(), name: z.string().nullable(), version: z.number().int() }).nullable(),
  /** The API key that it came with; null for the dashboard. */
  key: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Whether the credits were captured at Dodo, are still held, or were given back. */
  payment: z.enum(["held", "captured", "released"]),
  /** The debit that pays, or paid, for it; null before there is one. */
  capture: z
    .object({
      id: z.uuid(),
      /** The entry of the credit ledger; null until it has landed. */
      ledger_entry_id: z.string().nullable(),
      /** Of all the emails that it pays for. */
      credits: z.number().int(),
      emails: z.number().int(),
      captured_at: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** The mail provider's own words about the last call for it, where it did not go through. */
  provider_answer: z.string().nullable(),
});
export type EmailDetail = z.infer<typeof emailDetailSchema>;
