/** What a customer's webhook endpoint can hear of. `email.*` are Resend's names and shapes; `credits.*` are MailKit's own. */
export const WEBHOOK_EVENTS = [
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
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Who has more should tell them apart behind one address. */
export const WEBHOOKS_MAX = 10;

/** How long the secret before a rotation goes on signing beside the new one. */
export const OVERLAP_HOURS = 24;
