import "server-only";
import { z } from "zod";
import { env } from "../env";
import { AppError } from "../errors";
import { parseMessage, verifyMessage } from "../webhooks/message";
import { type EmailRef, readOwnTags } from "./tags";

/** Checks who sent a message and returns its id. Throws `invalid_signature`, and `not_found` where none is expected. */
export function verifyResendWebhook(rawBody: string, headers: Headers): string {
  const key = env().RESEND_WEBHOOK_KEY;
  if (!key) throw new AppError("not_found", "This deployment takes no webhooks of Resend's.");
  return verifyMessage(rawBody, headers, { headers: "svix", key });
}

/** What a message tells MailKit. */
export type ResendNews =
  /** Resend has this email, under this id of its own: nothing else makes it speak of an email with our tags. */
  { kind: "taken"; email: EmailRef; resendId: string } | { kind: "irrelevant"; reason: string };

const subjectSchema = z.object({
  data: z.object({ email_id: z.string().min(1).max(200), tags: z.unknown() }),
});

/** Reads the news out of a verified message, whose order and number do not matter for it. Pure. */
export function readResendNews(type: string, rawBody: string): ResendNews {
  // Mail that arrived at Resend, with the tags of whoever sent it, says nothing about ours.
  if (!type.startsWith("email.") || type === "email.received")
    return { kind: "irrelevant", reason: "nothing here depends on this type" };
  const parsed = subjectSchema.safeParse(parseMessage(rawBody));
  if (!parsed.success) return { kind: "irrelevant", reason: "the body has no data that could be read" };
  const { email_id: resendId, tags } = parsed.data.data;
  const email = readOwnTags(tags);
  return email
    ? { kind: "taken", email, resendId }
    : { kind: "irrelevant", reason: "not an email with our tags" };
}
