import { z } from "zod";
import { SEND_AT_ONCE_MAX } from "../send-rules";

/** Where an email is, in Resend's words. `queued` is also what MailKit can't tell yet. */
export const lastEventSchema = z.enum([
  "bounced",
  "canceled",
  "clicked",
  "complained",
  "delivered",
  "delivery_delayed",
  "failed",
  "opened",
  "queued",
  "scheduled",
  "sent",
  "suppressed",
]);
export type LastEvent = z.infer<typeof lastEventSchema>;

/** Answer of `POST /emails`: the email is MailKit's from here on. `skipped`: suppressed recipients, not charged. */
export const acceptedSchema = z.object({ id: z.uuid(), skipped: z.array(z.string()).optional() });
export type Accepted = z.infer<typeof acceptedSchema>;

/** Answer of `POST /emails/batch`. In permissive mode `errors` tells of the entries that `data` has no id for. */
export const batchAcceptedSchema = z.object({
  data: z.array(acceptedSchema).max(SEND_AT_ONCE_MAX),
  errors: z.array(z.object({ index: z.number().int(), message: z.string() })).optional(),
});
export type BatchAccepted = z.infer<typeof batchAcceptedSchema>;

/** Answer of a send with `x-mailkit-dry-run: 1`: nothing was sent, held or stored. */
export const dryRunSchema = z.object({
  dry_run: z.literal(true),
  would_be_accepted: z.boolean(),
  /** MailKit's code and words for why not; null if it would be. */
  reason: z.string().nullable(),
  message: z.string().nullable(),
  credits: z.object({ required: z.number().int(), available: z.number().int() }),
  /** Recipients that would be left out because the customer suppresses them; they cost nothing. */
  skipped: z.array(z.string()),
  /** When it would go out, of several the first that has a time; null for at once. */
  scheduled_at: z.iso.datetime().nullable(),
});
export type DryRun = z.infer<typeof dryRunSchema>;

/** An entry of `GET /emails`. */
export const listedEmailSchema = z.object({
  id: z.uuid(),
  message_id: z.string().nullable(),
  to: z.array(z.string()),
  from: z.string(),
  created_at: z.iso.datetime(),
  subject: z.string(),
  bcc: z.array(z.string()).nullable(),
  cc: z.array(z.string()).nullable(),
  reply_to: z.array(z.string()).nullable(),
  last_event: lastEventSchema,
  scheduled_at: z.iso.datetime().nullable(),
  /** What it costs: one for each recipient. */
  credits: z.number().int(),
});
export type ListedEmail = z.infer<typeof listedEmailSchema>;

/** Answer of `GET /emails`, newest first. */
export const emailListSchema = z.object({
  object: z.literal("list"),
  has_more: z.boolean(),
  data: z.array(listedEmailSchema),
});
export type EmailList = z.infer<typeof emailListSchema>;

/** Answer of `GET /emails/{id}`. */
export const emailSchema = listedEmailSchema.extend({
  object: z.literal("email"),
  html: z.string().nullable(),
  text: z.string().nullable(),
  /** When HTML and text were removed because of their age; both are null from then on. */
  content_removed_at: z.iso.datetime().nullable(),
  tags: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Why it failed or waits, in words. */
  cause: z.string().nullable(),
});
export type Email = z.infer<typeof emailSchema>;

/** Answer of `PATCH /emails/{id}` and `POST /emails/{id}/cancel`. */
export const emailChangedSchema = z.object({ object: z.literal("email"), id: z.uuid() });
export type EmailChanged = z.infer<typeof emailChangedSchema>;

/** Body of `PATCH /emails/{id}`. Ruby's SDK adds `email_id`, others `id`; both are in the path already. */
export const rescheduleSchema = z.object({
  scheduled_at: z.string({ error: "Give the new time: ISO 8601 or plain English." }).min(1).max(100),
});
