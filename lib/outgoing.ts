import "server-only";
import type { ListParams } from "./contracts/resend/list-params";
import type {
  CreateWebhook,
  UpdateWebhook,
  WebhookAttemptList,
  WebhookDeleted,
  WebhookDetail,
  WebhookList,
  WebhookMessageDetail,
  WebhookMessageList,
  WebhookMessageRef,
  WebhookRef,
  WebhookSecret,
} from "./contracts/resend/webhooks";
import { engine } from "./engine/engine";
import { listAttempts } from "./outgoing/attempts";
import {
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  readEndpoint,
  rotateSecret,
  updateEndpoint,
} from "./outgoing/endpoints";
import { pageOf } from "./outgoing/list-page";
import {
  listMessages,
  type MessageRef,
  readMessage,
  replayMessage,
  writeTestMessage,
} from "./outgoing/messages";
import type { SecretOwner } from "./secret-box";

/**
 * The one door to a customer's own webhooks: where they want to hear of events, and what was sent there. Everything
 * about one of them throws `not_found`, also for another customer's. Events get in through `outgoing/publish.ts`.
 */

/** Adds an endpoint. Throws InvalidInput for an address that is not public, `wrong_state` beyond ten. */
export async function createWebhook(customerId: string, request: CreateWebhook): Promise<WebhookSecret> {
  return createEndpoint(customerId, request);
}

/** A page of the customer's endpoints, newest first. */
export async function listWebhooks(customerId: string, page: ListParams): Promise<WebhookList> {
  return pageOf(await listEndpoints(customerId), page);
}

/** One endpoint with its signing secret. Throws `misconfigured` if the secret can't be read back. */
export async function requireWebhook(webhook: SecretOwner): Promise<WebhookDetail> {
  return readEndpoint(webhook);
}

/** Changes address, events or status. Throws InvalidInput. */
export async function updateWebhook(webhook: SecretOwner, changes: UpdateWebhook): Promise<WebhookRef> {
  await updateEndpoint(webhook, changes);
  engine().kick("outgoing");
  return { object: "webhook", id: webhook.endpointId };
}

/** Removes an endpoint; nothing more is sent to it. */
export async function deleteWebhook(webhook: SecretOwner): Promise<WebhookDeleted> {
  await deleteEndpoint(webhook);
  engine().kick("outgoing");
  return { object: "webhook", id: webhook.endpointId, deleted: true };
}

/** Makes a new signing secret. The one before signs beside it for a day. */
export async function rotateWebhookSecret(webhook: SecretOwner): Promise<WebhookSecret> {
  return rotateSecret(webhook);
}

/** Sends a test event to this endpoint only. Throws `wrong_state` if it is disabled. */
export async function sendTestEvent(webhook: SecretOwner): Promise<WebhookMessageRef> {
  const id = await writeTestMessage(webhook);
  engine().kick("outgoing");
  return { object: "webhook_event", id };
}

/** A page of what was and will be sent to an endpoint, newest first. */
export async function listWebhookEvents(webhook: SecretOwner, page: ListParams): Promise<WebhookMessageList> {
  return listMessages(webhook, page);
}

/** One event that was sent to an endpoint, with what is posted. */
export async function requireWebhookEvent(event: MessageRef): Promise<WebhookMessageDetail> {
  return readMessage(event);
}

/** The attempts to deliver an event, newest first, with what was answered. */
export async function listWebhookAttempts(event: MessageRef, page: ListParams): Promise<WebhookAttemptList> {
  return listAttempts(event, page);
}

/** Sends an event once more under the same id. Throws `wrong_state` if the endpoint is disabled. */
export async function replayWebhookEvent(event: MessageRef): Promise<WebhookMessageRef> {
  await replayMessage(event);
  engine().kick("outgoing");
  return { object: "webhook_event", id: event.messageId };
}
