import { z } from "zod";
import { WEBHOOK_EVENTS } from "../webhook-rules";

/** One event that a webhook endpoint can hear of. */
export const webhookEventSchema = z.enum(WEBHOOK_EVENTS);

const urlSchema = z.string().trim().max(2_048, "An address has at most 2,048 characters.");
const eventsSchema = z
  .union([webhookEventSchema.transform((event) => [event]), z.array(webhookEventSchema)])
  .transform((events) => [...new Set(events)])
  .refine((events) => events.length > 0, "Name at least one event.");
const statusSchema = z.enum(["enabled", "disabled"]);

/** Body of `POST /webhooks`. */
export const createWebhookSchema = z.object({ endpoint: urlSchema, events: eventsSchema });
export type CreateWebhook = z.infer<typeof createWebhookSchema>;

/** Body of `PATCH /webhooks/{id}`: what is left out, or null, stays. */
export const updateWebhookSchema = z.object({
  endpoint: urlSchema.nullish(),
  events: eventsSchema.nullish(),
  status: statusSchema.nullish(),
});
export type UpdateWebhook = z.infer<typeof updateWebhookSchema>;

/** An endpoint without its secret, as lists have it. The last three are MailKit's own. */
export const webhookSchema = z.object({
  id: z.uuid(),
  endpoint: z.string(),
  created_at: z.iso.datetime(),
  status: statusSchema,
  events: z.array(webhookEventSchema),
  /** Why MailKit disabled it; null if the customer did, or it is enabled. */
  disabled_reason: z.string().nullable(),
  /** Since then every attempt has failed; null if the last one did not. */
  failing_since: z.iso.datetime().nullable(),
  /** Until then the secret before the last rotation signs as well; null if none does. */
  previous_secret_until: z.iso.datetime().nullable(),
});
export type Webhook = z.infer<typeof webhookSchema>;

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ object: z.literal("list"), has_more: z.boolean(), data: z.array(item) });

/** Answer of `GET /webhooks`. */
export const webhookListSchema = listOf(webhookSchema);
export type WebhookList = z.infer<typeof webhookListSchema>;

/** Answer of `PATCH /webhooks/{id}`. */
export const webhookRefSchema = z.object({ object: z.literal("webhook"), id: z.uuid() });
export type WebhookRef = z.infer<typeof webhookRefSchema>;

/** Answer of `POST /webhooks` and of a rotation. */
export const webhookSecretSchema = webhookRefSchema.extend({ signing_secret: z.string() });
export type WebhookSecret = z.infer<typeof webhookSecretSchema>;

/** Answer of `GET /webhooks/{id}`. */
export const webhookDetailSchema = webhookSchema.extend(webhookSecretSchema.shape);
export type WebhookDetail = z.infer<typeof webhookDetailSchema>;

/** Answer of `DELETE /webhooks/{id}`. */
export const webhookDeletedSchema = webhookRefSchema.extend({ deleted: z.literal(true) });
export type WebhookDeleted = z.infer<typeof webhookDeletedSchema>;

/** A message to an endpoint. `status` is Resend's word for it, `state` and what follows are MailKit's own. */
export const webhookMessageSchema = z.object({
  id: z.uuid(),
  /** The name of an event, or `webhook.test`. */
  type: z.string(),
  created_at: z.iso.datetime(),
  status: z.enum(["success", "pending", "failed", "attempting"]),
  state: z.enum(["pending", "delivered", "failed", "discarded"]),
  /** Attempts since it was made or last replayed. */
  attempts: z.number().int(),
  /** When it is tried again; null if it is not. */
  next_attempt_at: z.iso.datetime().nullable(),
});
export type WebhookMessage = z.infer<typeof webhookMessageSchema>;

/** Answer of `GET /webhooks/{id}/events`. */
export const webhookMessageListSchema = listOf(webhookMessageSchema);
export type WebhookMessageList = z.infer<typeof webhookMessageListSchema>;

/** Answer of `GET /webhooks/{id}/events/{eid}`. `payload` is what is posted. */
export const webhookMessageDetailSchema = webhookMessageSchema.extend({
  object: z.literal("webhook_event"),
  payload: z.record(z.string(), z.unknown()),
});
export type WebhookMessageDetail = z.infer<typeof webhookMessageDetailSchema>;

/** Answer of a replay and of a test. */
export const webhookMessageRefSchema = z.object({ object: z.literal("webhook_event"), id: z.uuid() });
export type WebhookMessageRef = z.infer<typeof webhookMessageRefSchema>;

/** One try to deliver a message. */
export const webhookAttemptSchema = z.object({
  id: z.uuid(),
  /** 0 if there was no answer, because Resend's SDKs want a number; `response` says why. */
  http_status_code: z.number().int(),
  /** The first 2 KB of the answer. */
  response: z.string(),
  sent_at: z.iso.datetime(),
  duration_ms: z.number().int(),
});
export type WebhookAttempt = z.infer<typeof webhookAttemptSchema>;

/** Answer of `GET /webhooks/{id}/events/{eid}/attempts`, newest first. */
export const webhookAttemptListSchema = listOf(webhookAttemptSchema);
export type WebhookAttemptList = z.infer<typeof webhookAttemptListSchema>;
