import { z } from "zod";

/** Where an email is on its way. `unresolved`: sent or not is unknown, an operator is looking at it; never sent again blindly. */
export const emailStatusSchema = z.enum(["queued", "sending", "sent", "failed", "unresolved"]);
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
  sent_at: z.iso.datetime().nullable(),
  resend_id: z.string().nullable(),
  /** Why it failed or waits, in words; null if there is nothing to say. */
  cause: z.string().nullable(),
});
export type EmailSummary = z.infer<typeof emailSummarySchema>;

/** Answer of `GET /api/dashboard/emails?limit=&cursor=`: keyset pages; `next_cursor` is null on the last one. */
export const emailPageSchema = z.object({
  data: z.array(emailSummarySchema),
  next_cursor: z.string().nullable(),
});
export type EmailPage = z.infer<typeof emailPageSchema>;

/** Answer of `GET /api/dashboard/emails/{id}`. Bodies come from `GET /api/emails/{id}/html`, which is inert by its headers. */
export const emailDetailSchema = emailSummarySchema.extend({
  from: z.string(),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  reply_to: z.array(z.string()),
  headers: z.record(z.string(), z.string()),
  tags: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string().nullable(),
  has_html: z.boolean(),
  /** Whether the credits were captured at Dodo, are still held, or were given back. */
  payment: z.enum(["held", "captured", "released"]),
});
export type EmailDetail = z.infer<typeof emailDetailSchema>;
