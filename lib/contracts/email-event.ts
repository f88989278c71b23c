import { z } from "zod";

/** What Resend tells of an email's way. In its messages `email.` stands in front. */
export const emailEventTypeSchema = z.enum([
  "scheduled",
  "sent",
  "delivery_delayed",
  "delivered",
  "opened",
  "clicked",
  "failed",
  "suppressed",
  "bounced",
  "complained",
]);
export type EmailEventType = z.infer<typeof emailEventTypeSchema>;

/** What Resend says of an event, in its own words and names. Who clicked from where is not kept. */
export const eventDetailSchema = z.object({
  bounce: z
    .object({
      type: z.string(),
      subType: z.string(),
      message: z.string(),
      diagnosticCode: z.array(z.string()).optional(),
    })
    .optional(),
  click: z.object({ link: z.string(), timestamp: z.string(), userAgent: z.string() }).optional(),
  failed: z.object({ reason: z.string() }).optional(),
  suppressed: z.object({ type: z.string(), reason: z.string(), message: z.string() }).optional(),
});
export type EventDetail = z.infer<typeof eventDetailSchema>;

/** One event of an email's timeline. */
export const emailEventSchema = eventDetailSchema.extend({
  id: z.string(),
  type: emailEventTypeSchema,
  occurred_at: z.iso.datetime(),
});
export type EmailEvent = z.infer<typeof emailEventSchema>;
