/** How far an email has come, to Resend and from there to its recipients: one word for status and last event. */
export const EMAIL_STATES = [
  "scheduled",
  "queued",
  "sending",
  "sent",
  "delivery_delayed",
  "delivered",
  "opened",
  "clicked",
  "bounced",
  "complained",
  "suppressed",
  "not_delivered",
  "failed",
  "canceled",
  "unresolved",
] as const;
export type EmailState = (typeof EMAIL_STATES)[number];

/** The names of the filter's parts, as they stand in addresses. */
export const EMAIL_FILTER_NAMES = [
  "search",
  "status",
  "recipient",
  "domain",
  "tag",
  "key",
  "since",
  "until",
] as const;
