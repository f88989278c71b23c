import "server-only";
import {
  webhookAttemptListSchema,
  webhookMessageDetailSchema,
  webhookMessageListSchema,
  webhookMessageRefSchema,
} from "../../contracts/resend/webhooks";
import { LIST_FIELDS, type Operation, PAGE, type Shape, under } from "../operation";
import { ATTEMPT, ATTEMPT_FIELDS, EVENT_ID, MESSAGE, MESSAGE_FIELDS } from "./webhook-fields";

const COMMON = { tag: "Webhooks", access: "full" } as const;
const reference: Shape = {
  name: "WebhookEventRef",
  schema: webhookMessageRefSchema,
  fields: { object: "Always `webhook_event`.", id: "The event's id." },
  example: { object: "webhook_event", id: EVENT_ID },
};

export const webhookEventOperations: readonly Operation[] = [
  {
    ...COMMON,
    method: "post",
    path: "/webhooks/{id}/test",
    id: "testWebhook",
    summary: "Send a test event",
    description: "Sends an event of the type `webhook.test` to this endpoint.",
    answers: [{ status: 201, description: "It is on its way.", shape: reference }],
    errors: ["not_found", "wrong_state"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/webhooks/{id}/events",
    id: "listWebhookEvents",
    summary: "List events",
    description: "What was and will be sent to an endpoint, newest first. Events are kept for 30 days.",
    query: PAGE,
    answers: [
      {
        status: 200,
        description: "A page of events.",
        shape: {
          name: "WebhookEventList",
          schema: webhookMessageListSchema,
          fields: { ...LIST_FIELDS, ...under("data", MESSAGE_FIELDS) },
          example: { object: "list", has_more: false, data: [MESSAGE] },
        },
      },
    ],
    errors: ["not_found", "invalid_input"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/webhooks/{id}/events/{eid}",
    id: "getWebhookEvent",
    summary: "Get an event",
    description: "One event, with what is posted.",
    answers: [
      {
        status: 200,
        description: "The event.",
        shape: {
          name: "WebhookEvent",
          schema: webhookMessageDetailSchema,
          fields: {
            object: "Always `webhook_event`.",
            ...MESSAGE_FIELDS,
            payload: "The body of every attempt.",
          },
          example: {
            object: "webhook_event",
            ...MESSAGE,
            payload: { type: "email.delivered", created_at: MESSAGE.created_at, data: {} },
          },
        },
      },
    ],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/webhooks/{id}/events/{eid}/attempts",
    id: "listWebhookAttempts",
    summary: "List attempts",
    description: "The attempts to deliver an event, newest first, with what was answered.",
    query: PAGE,
    answers: [
      {
        status: 200,
        description: "A page of attempts.",
        shape: {
          name: "WebhookAttemptList",
          schema: webhookAttemptListSchema,
          fields: { ...LIST_FIELDS, ...under("data", ATTEMPT_FIELDS) },
          example: { object: "list", has_more: false, data: [ATTEMPT] },
        },
      },
    ],
    errors: ["not_found", "invalid_input"],
  },
  {
    ...COMMON,
    method: "post",
    path: "/webhooks/{id}/events/{eid}/replay",
    id: "replayWebhookEvent",
    summary: "Send an event again",
    description: "Sends an event once more, under the same id.",
    answers: [{ status: 200, description: "It is on its way.", shape: reference }],
    errors: ["not_found", "wrong_state"],
  },
];
