import "server-only";
import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { ListParams } from "../contracts/resend/list-params";
import type { WebhookMessage, WebhookMessageDetail, WebhookMessageList } from "../contracts/resend/webhooks";
import { database } from "../db/client";
import { webhookMessages } from "../db/schema/api";
import { now } from "../db/time";
import { AppError } from "../errors";
import type { SecretOwner } from "../secret-box";
import { type EndpointRow, requireEndpoint } from "./endpoint-row";
import { messageBody } from "./publish";

const stateSchema = z.enum(["pending", "delivered", "failed", "discarded"]);
const payloadSchema = z.record(z.string(), z.unknown());

type MessageRow = typeof webhookMessages.$inferSelect;

/** One message of an endpoint. */
export interface MessageRef extends SecretOwner {
  messageId: string;
}

const isOf = ({ customerId, endpointId }: SecretOwner) =>
  and(eq(webhookMessages.customerId, customerId), eq(webhookMessages.endpointId, endpointId));

/** A page of what was and will be sent to an endpoint, newest first. Throws `not_found`. */
export async function listMessages(
  owner: SecretOwner,
  { limit, after, before }: ListParams,
): Promise<WebhookMessageList> {
  await requireEndpoint(owner);
  const beyond = after ?? before;
  const position = sql`(select ${webhookMessages.createdAt}, ${webhookMessages.id} from ${webhookMessages}
    where ${isOf(owner)} and ${webhookMessages.id} = ${beyond})`;
  const here = sql`(${webhookMessages.createdAt}, ${webhookMessages.id})`;
  const isBeyond: SQL | undefined = after
    ? sql`${here} < ${position}`
    : before
      ? sql`${here} > ${position}`
      : undefined;
  const order = before && !after ? asc : desc;
  const rows = await database()
    .select()
    .from(webhookMessages)
    .where(and(isOf(owner), isBeyond))
    .orderBy(order(webhookMessages.createdAt), order(webhookMessages.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  if (order === asc) page.reverse();
  return { object: "list", has_more: rows.length > limit, data: page.map(toMessage) };
}

/** One message with its payload. Throws `not_found`. */
export async function readMessage(ref: MessageRef): Promise<WebhookMessageDetail> {
  const row = await requireMessage(ref);
  return {
    object: "webhook_event",
    ...toMessage(row),
    payload: payloadSchema.parse(JSON.parse(row.body)),
  };
}

/** The row of a message. Throws `not_found`, also for another endpoint's. */
export async function requireMessage(ref: MessageRef): Promise<MessageRow> {
  const [row] = await database()
    .select()
    .from(webhookMessages)
    .where(and(isOf(ref), eq(webhookMessages.id, ref.messageId)));
  if (row) return row;
  throw messageNotFound();
}

/**
 * Has a message sent again, from the first attempt on and under the same id: a receiver that has it already can tell.
 * The log of attempts stays. Throws `not_found`, and `wrong_state` if the endpoint is disabled.
 */
export async function replayMessage(ref: MessageRef): Promise<void> {
  requireEnabled(await requireEndpoint(ref));
  const replayed = await database()
    .update(webhookMessages)
    .set({ state: "pending", attempts: 0, nextAttemptAt: now, settledAt: null })
    .where(and(isOf(ref), eq(webhookMessages.id, ref.messageId)))
    .returning({ id: webhookMessages.id });
  if (replayed.length === 0) throw messageNotFound();
}

/** Writes a message that tells nothing, for this endpoint only. Returns its id. Throws as a replay does. */
export async function writeTestMessage(owner: SecretOwner): Promise<string> {
  requireEnabled(await requireEndpoint(owner));
  const id = uuidv7();
  const type = "webhook.test";
  const data = { webhook_id: owner.endpointId, message: "This is a test. Nothing has happened." };
  await database()
    .insert(webhookMessages)
    .values({ ...owner, id, type, body: messageBody(type, new Date(), data) });
  return id;
}

function requireEnabled({ status }: EndpointRow): void {
  if (status !== "enabled")
    throw new AppError("wrong_state", "This webhook is disabled, so nothing is sent to it. Enable it first.");
}

const messageNotFound = () => new AppError("not_found", "There is no event with this id for this webhook.");

/** Resend's words: `attempting` is what has been tried and is tried again. */
function statusOf(state: WebhookMessage["state"], attempts: number): WebhookMessage["status"] {
  if (state === "pending") return attempts === 0 ? "pending" : "attempting";
  return state === "delivered" ? "success" : "failed";
}

function toMessage(row: MessageRow): WebhookMessage {
  const state = stateSchema.parse(row.state);
  return {
    id: row.id,
    type: row.type,
    created_at: row.createdAt.toISOString(),
    status: statusOf(state, row.attempts),
    state,
    attempts: row.attempts,
    next_attempt_at: state === "pending" ? row.nextAttemptAt.toISOString() : null,
  };
}
