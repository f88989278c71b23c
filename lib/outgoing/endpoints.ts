import "server-only";
import { randomBytes } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type {
  CreateWebhook,
  UpdateWebhook,
  Webhook,
  WebhookDetail,
  WebhookSecret,
} from "../contracts/resend/webhooks";
import { webhookEventSchema } from "../contracts/resend/webhooks";
import { OVERLAP_HOURS, WEBHOOKS_MAX } from "../contracts/webhook-rules";
import { database, transaction } from "../db/client";
import { webhookEndpoints } from "../db/schema/api";
import { customers } from "../db/schema/identity";
import { now } from "../db/time";
import { AppError } from "../errors";
import { openSecret, type SecretOwner, sealSecret } from "../secret-box";
import { discardAllWaiting } from "./discard";
import { type EndpointRow, endpointNotFound, isEndpoint, requireEndpoint } from "./endpoint-row";
import { endpointUrl } from "./endpoint-url";

/** As long as Svix's, which receivers' libraries were made for. */
const SECRET_BYTES = 24;
const makeSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

/** Adds an endpoint. Throws InvalidInput for an address that is not public, `wrong_state` if there are ten already. */
export async function createEndpoint(
  customerId: string,
  { endpoint, events }: CreateWebhook,
): Promise<WebhookSecret> {
  const url = endpointUrl(endpoint);
  const endpointId = uuidv7();
  const secret = makeSecret();
  await transaction(async (tx) => {
    // Two that are added at once are counted one after the other.
    await tx
      .select({ id: customers.id })
      .from(customers)
      .where(eq(customers.id, customerId))
      .for("no key update");
    const present = await tx
      .select({ id: webhookEndpoints.id })
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.customerId, customerId));
    if (present.length >= WEBHOOKS_MAX)
      throw new AppError(
        "wrong_state",
        `You have ${WEBHOOKS_MAX} webhooks, and there can't be more. Delete one first.`,
      );
    await tx.insert(webhookEndpoints).values({
      customerId,
      id: endpointId,
      url,
      events,
      secret: sealSecret(secret, { customerId, endpointId }),
    });
  });
  return { object: "webhook", id: endpointId, signing_secret: secret };
}

/** All endpoints of a customer, newest first; there are ten at the most. */
export async function listEndpoints(customerId: string): Promise<Webhook[]> {
  const rows = await database()
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.customerId, customerId))
    .orderBy(desc(webhookEndpoints.createdAt), desc(webhookEndpoints.id));
  return rows.map(toWebhook);
}

/** One endpoint with its secret. Throws `not_found`, and `misconfigured` if the secret can't be opened. */
export async function readEndpoint(owner: SecretOwner): Promise<WebhookDetail> {
  const row = await requireEndpoint(owner);
  return { object: "webhook", ...toWebhook(row), signing_secret: openSecret(row.secret, owner) };
}

/**
 * Changes what is given. What waits for an endpoint that is disabled is discarded by the engine's next claims, at the
 * latest before it is enabled again. Throws `not_found`, InvalidInput.
 */
export async function updateEndpoint(
  owner: SecretOwner,
  { endpoint, events, status }: UpdateWebhook,
): Promise<void> {
  const changes = {
    // The row is written even if nothing changes, which tells whether it is there.
    id: owner.endpointId,
    // Another address may be a receiver that works.
    ...(endpoint ? { url: endpointUrl(endpoint), failingSince: null } : {}),
    ...(events ? { events } : {}),
    // Enabling it is a fresh start; who disables it by hand needs no reason of ours.
    ...(status ? { status, disabledReason: null, failingSince: null } : {}),
  };
  if (status === "enabled") await discardAllWaiting(owner);
  const updated = await database()
    .update(webhookEndpoints)
    .set(changes)
    .where(isEndpoint(owner))
    .returning({ id: webhookEndpoints.id });
  if (updated.length === 0) throw endpointNotFound();
}

/**
 * Removes an endpoint. What waits for it is discarded by the engine's next claims, what was sent to it stays in the
 * database until it is pruned. Throws `not_found`.
 */
export async function deleteEndpoint(owner: SecretOwner): Promise<void> {
  const deleted = await database()
    .delete(webhookEndpoints)
    .where(isEndpoint(owner))
    .returning({ id: webhookEndpoints.id });
  if (deleted.length === 0) throw endpointNotFound();
}

/** Makes a new secret. The one before signs as well for a day; one before that no more. Throws `not_found`. */
export async function rotateSecret(owner: SecretOwner): Promise<WebhookSecret> {
  const secret = makeSecret();
  const rotated = await database()
    .update(webhookEndpoints)
    .set({
      secret: sealSecret(secret, owner),
      previousSecret: webhookEndpoints.secret,
      previousSecretUntil: sql`${now} + ${OVERLAP_HOURS} * interval '1 hour'`,
    })
    .where(isEndpoint(owner))
    .returning({ id: webhookEndpoints.id });
  if (rotated.length === 0) throw endpointNotFound();
  return { object: "webhook", id: owner.endpointId, signing_secret: secret };
}

function toWebhook(row: EndpointRow): Webhook {
  const { previousSecretUntil: until } = row;
  return {
    id: row.id,
    endpoint: row.url,
    created_at: row.createdAt.toISOString(),
    status: row.status === "enabled" ? "enabled" : "disabled",
    events: row.events.flatMap((event) => webhookEventSchema.safeParse(event).data ?? []),
    disabled_reason: row.disabledReason,
    failing_since: row.failingSince?.toISOString() ?? null,
    previous_secret_until: until && until.getTime() > Date.now() ? until.toISOString() : null,
  };
}
