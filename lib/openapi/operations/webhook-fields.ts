import "server-only";

export const WEBHOOK_ID = "0198c2f4-ce6f-7055-8172-9dbe3f507182";
export const EVENT_ID = "0198c2f4-df70-7166-9283-aecf40618293";
export const REF_FIELDS = { object: "Always `webhook`.", id: "The webhook's id." };
export const SECRET = "whsec_bWFpbGtpdC1kb2NzLWV4YW1wbGU=";

export const WEBHOOK_FIELDS = {
  id: "The webhook's id.",
  endpoint: "Where events are sent.",
  created_at: "When it was added.",
  status: "Whether events are sent.",
  events: "Which events are sent.",
  disabled_reason: "Why MailKit disabled it; null if you did, or it is enabled.",
  failing_since: "Since then every attempt has failed; null if the last one did not.",
  previous_secret_until: "Until then the secret before the last rotation signs as well; null if none does.",
};

export const WEBHOOK = {
  id: WEBHOOK_ID,
  endpoint: "https://acme.dev/webhooks/mailkit",
  created_at: "2030-01-31T09:00:00.000Z",
  status: "enabled",
  events: ["email.delivered", "email.bounced"],
  disabled_reason: null,
  failing_since: null,
  previous_secret_until: null,
};

export const MESSAGE_FIELDS = {
  id: "The event's id, which every attempt carries as `webhook-id`.",
  type: "The event, or `webhook.test`.",
  created_at: "When it happened.",
  status: "How it stands, in Resend's words.",
  state: "How it stands, in MailKit's.",
  attempts: "Attempts since it was made or last sent again.",
  next_attempt_at: "When it is tried again; null if it is not.",
};

export const MESSAGE = {
  id: EVENT_ID,
  type: "email.delivered",
  created_at: "2030-01-31T09:00:00.000Z",
  status: "success",
  state: "delivered",
  attempts: 1,
  next_attempt_at: null,
};

export const ATTEMPT_FIELDS = {
  id: "The attempt's id.",
  http_status_code: "What was answered; 0 if there was no answer.",
  response: "The first 2 KB of the answer, or why there was none.",
  sent_at: "When it was made.",
  duration_ms: "How long it took.",
};

export const ATTEMPT = {
  id: "0198c2f4-e081-7277-8394-bfd051728304",
  http_status_code: 200,
  response: "ok",
  sent_at: "2030-01-31T09:00:00.000Z",
  duration_ms: 84,
};
