import { z } from "zod";

/** What a customer's webhook endpoint can hear of. `email.*` are Resend's names and shapes; `credits.*` are MailKit's own. */
export const webhookEventSchema = z.enum([
  "email.sent",
  "email.scheduled",
  "email.delivered",
  "email.delivery_delayed",
  "email.bounced",
  "email.complained",
  "email.opened",
  "email.clicked",
  "email.failed",
  "email.suppressed",
  "credits.low",
  "credits.depleted",
  "credits.added",
]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;
