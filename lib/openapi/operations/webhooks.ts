import "server-only";
import {
  createWebhookSchema,
  updateWebhookSchema,
  webhookDeletedSchema,
  webhookDetailSchema,
  webhookListSchema,
  webhookRefSchema,
  webhookSecretSchema,
} from "../../contracts/resend/webhooks";
import { LIST_FIELDS, type Operation, PAGE, type Shape, under } from "../operation";
import { REF_FIELDS, SECRET, WEBHOOK, WEBHOOK_FIELDS, WEBHOOK_ID } from "./webhook-fields";

const COMMON = { tag: "Webhooks", access: "full" } as const;
const SECRET_FIELDS = { ...REF_FIELDS, signing_secret: "What signatures are made with, `whsec_…`." };
const reference = { object: "webhook", id: WEBHOOK_ID };
const secret: Shape = {
  name: "WebhookSecret",
  schema: webhookSecretSchema,
  fields: SECRET_FIELDS,
  example: { ...reference, signing_secret: SECRET },
};

export const webhookOperations: readonly Operation[] = [
  {
    ...COMMON,
    method: "post",
    path: "/webhooks",
    id: "createWebhook",
    summary: "Add a webhook",
    description: "Adds an endpoint. The answer has its signing secret. At most ten in an account.",
    body: {
      shape: {
        name: "WebhookToCreate",
        schema: createWebhookSchema,
        fields: {
          endpoint: "An https address that the whole internet can reach.",
          events: "What to be told.",
        },
        example: { endpoint: WEBHOOK.endpoint, events: WEBHOOK.events },
      },
    },
    answers: [{ status: 201, description: "The webhook's id and secret.", shape: secret }],
    errors: ["wrong_state"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/webhooks",
    id: "listWebhooks",
    summary: "List webhooks",
    description: "Your endpoints, newest first, without their secrets.",
    query: PAGE,
    answers: [
      {
        status: 200,
        description: "A page of webhooks.",
        shape: {
          name: "WebhookList",
          schema: webhookListSchema,
          fields: { ...LIST_FIELDS, ...under("data", WEBHOOK_FIELDS) },
          example: { object: "list", has_more: false, data: [WEBHOOK] },
        },
      },
    ],
    errors: ["invalid_input"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/webhooks/{id}",
    id: "getWebhook",
    summary: "Get a webhook",
    description: "One endpoint with its signing secret.",
    answers: [
      {
        status: 200,
        description: "The webhook.",
        shape: {
          name: "Webhook",
          schema: webhookDetailSchema,
          fields: { ...WEBHOOK_FIELDS, ...SECRET_FIELDS },
          example: { ...WEBHOOK, ...reference, signing_secret: SECRET },
        },
      },
    ],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "patch",
    path: "/webhooks/{id}",
    id: "updateWebhook",
    summary: "Change a webhook",
    description: "Changes address, events or status. What is left out stays.",
    body: {
      shape: {
        name: "WebhookChanges",
        schema: updateWebhookSchema,
        fields: {
          endpoint: "The new address.",
          events: "The new events, all of them.",
          status: "`disabled`: nothing is sent.",
        },
        example: { status: "disabled" },
      },
    },
    answers: [
      {
        status: 200,
        description: "It is changed.",
        shape: { name: "WebhookRef", schema: webhookRefSchema, fields: REF_FIELDS, example: reference },
      },
    ],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "delete",
    path: "/webhooks/{id}",
    id: "deleteWebhook",
    summary: "Delete a webhook",
    description: "Removes an endpoint. Nothing more is sent to it.",
    answers: [
      {
        status: 200,
        description: "It is gone.",
        shape: {
          name: "WebhookDeleted",
          schema: webhookDeletedSchema,
          fields: { ...REF_FIELDS, deleted: "Always true." },
          example: { ...reference, deleted: true },
        },
      },
    ],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "post",
    path: "/webhooks/{id}/signing-secret/rotate",
    id: "rotateWebhookSecret",
    summary: "Rotate the secret",
    description: "Makes a new signing secret. For 24 hours the one before signs beside it.",
    answers: [{ status: 200, description: "The new secret.", shape: secret }],
    errors: ["not_found"],
  },
];
