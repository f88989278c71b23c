import "server-only";
import { z } from "zod";
import type { Envelope } from "../db/schema/emails";
import { type EmailRef, ownTags } from "../resend/tags";
import { unsubscribeHeaders } from "../suppressions/unsubscribe-link";
import type { WrittenRequest } from "../templates/write-emails";

const payloadSchema = z.object({
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()).default([]),
  bcc: z.array(z.string()).default([]),
  reply_to: z.array(z.string()).default([]),
  subject: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});
export type Payload = z.infer<typeof payloadSchema>;

/**
 * The body of `POST /emails` for Resend but for its files, as the exact text that every attempt sends. It is made once, at accept:
 * Resend compares payloads under one idempotency key, and a re-rendered one would be another email.
 */
export function renderPayload(request: WrittenRequest, envelope: Envelope, email: EmailRef): string {
  const headers = request.unsubscribe
    ? { ...withoutUnsubscribe(request.headers), ...unsubscribeHeaders(email) }
    : request.headers;
  const list = (addresses: string[]) => (addresses.length > 0 ? addresses : undefined);
  return JSON.stringify({
    from: envelope.from,
    to: request.to,
    cc: list(envelope.cc),
    bcc: list(envelope.bcc),
    reply_to: list(envelope.replyTo),
    subject: request.subject,
    html: request.html,
    text: request.text,
    headers: Object.keys(headers).length > 0 ? headers : undefined,
    tags: [...request.tags, ...ownTags(email)],
  });
}

/** A header of the same name in other letters would be a second one. */
function withoutUnsubscribe(headers: Record<string, string>): Record<string, string> {
  const others = Object.entries(headers).filter(([name]) => !/^list-unsubscribe(-post)?$/i.test(name));
  return Object.fromEntries(others);
}

/** The files as they stand in the body; null without any. */
export function renderFiles({ attachments }: WrittenRequest): string | null {
  return attachments.length > 0 ? JSON.stringify(attachments) : null;
}

/** The whole body of one email for Resend: the same bytes whenever it is put together. */
export function wholeBody({ payload, files }: { payload: string; files: string | null }): string {
  return files === null ? payload : `${payload.slice(0, -1)},"attachments":${files}}`;
}

const anyPayloadSchema = z.record(z.string(), z.unknown());

/** A stored payload without what the email said: no HTML, text and headers. Its envelope, subject and tags stay. Pure. */
export function withoutContent(payload: string): string {
  const {
    html: _html,
    text: _text,
    headers: _headers,
    ...rest
  } = anyPayloadSchema.parse(JSON.parse(payload));
  return JSON.stringify(rest);
}

/** Reads a stored payload back, for showing it. */
export function readPayload(payload: string): Payload {
  return payloadSchema.parse(JSON.parse(payload));
}
