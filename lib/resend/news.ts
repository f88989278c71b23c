import "server-only";
import { z } from "zod";
import { type EmailEventType, type EventDetail, emailEventTypeSchema } from "../contracts/email-event";
import { parseMessage } from "../webhooks/message";
import { readDetail, readSendersTags } from "./event-detail";
import { type EmailRef, readOwnTags } from "./tags";

/** What happened to an email, as far as a message tells. */
export interface DeliveryEvent {
  type: EmailEventType;
  /** Null if the message does not say it in a way that can be believed. */
  occurredAt: Date | null;
  detail: EventDetail;
  /** The sender's own. */
  tags: Record<string, string>;
}

/** What a message tells MailKit. */
export type ResendNews =
  /**
   * Resend has this email, under this id of its own: nothing else makes it speak of an email with our tags. The event is
   * null if its type is not known here.
   */
  | { kind: "taken"; email: EmailRef; resendId: string; event: DeliveryEvent | null }
  | { kind: "irrelevant"; reason: string };

const messageSchema = z.object({
  created_at: z.unknown().optional(),
  data: z.object({ email_id: z.string().min(1).max(200), tags: z.unknown().optional() }).loose(),
});

/** Reads the news out of a verified message, whose order and number do not matter for it. Pure. */
export function readResendNews(type: string, rawBody: string): ResendNews {
  // Mail that arrived at Resend, with the tags of whoever sent it, says nothing about ours.
  if (!type.startsWith("email.") || type === "email.received")
    return { kind: "irrelevant", reason: "nothing here depends on this type" };
  const parsed = messageSchema.safeParse(parseMessage(rawBody));
  if (!parsed.success) return { kind: "irrelevant", reason: "the body has no data that could be read" };
  const { created_at, data } = parsed.data;
  const email = readOwnTags(data.tags);
  if (!email) return { kind: "irrelevant", reason: "not an email with our tags" };
  return { kind: "taken", email, resendId: data.email_id, event: readEvent(type, created_at, data) };
}

function readEvent(type: string, createdAt: unknown, data: Record<string, unknown>): DeliveryEvent | null {
  const known = emailEventTypeSchema.safeParse(type.slice("email.".length));
  if (!known.success) return null;
  return {
    type: known.data,
    occurredAt: readTime(createdAt),
    detail: readDetail(known.data, data),
    tags: readSendersTags(data.tags),
  };
}

/** Resend writes times as ISO 8601, and in places as PostgreSQL does. */
function readTime(given: unknown): Date | null {
  const time = typeof given === "string" ? new Date(given) : null;
  const year = time?.getUTCFullYear() ?? Number.NaN;
  return year >= 2000 && year < 2100 ? time : null;
}
