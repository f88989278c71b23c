import "server-only";
import { countRecipients } from "../contracts/email-rules";
import type { SendRequest } from "../contracts/send";
import type { AttachmentFacts, Envelope } from "../db/schema/emails";
import type { EmailRef } from "../resend/tags";
import type { WrittenEmail, WrittenRequest } from "../templates/write-emails";
import { renderFiles, renderPayload } from "./payload";

/** A request to send with all that had to be looked up for it. */
export interface Message {
  /** Without the recipients that are skipped, its content final. */
  request: WrittenRequest;
  /** What the content was made from; null if the request brought it. */
  template: WrittenEmail["template"];
  from: string;
  /** Where replies go if the request does not say: the customer's own address. */
  defaultReplyTo: string;
  /** Recipients that the customer suppresses: not sent to, not charged. */
  skipped: string[];
  /** When it is to go out; null for at once. */
  scheduledAt: Date | null;
  /** It repeats a request whose key is taken: it was not looked into, and may only be answered from what the key names. */
  isRepeat: boolean;
}

/** An email that is ready to be stored. */
export interface CandidateEmail {
  emailId: string;
  credits: number;
  to: string[];
  envelope: Envelope;
  skipped: string[];
  template: Message["template"];
  attachments: AttachmentFacts[];
  subject: string;
  /** The request's own, without MailKit's. */
  tags: SendRequest["tags"];
  payload: string;
  /** The attachments as Resend gets them, JSON; null without any. */
  files: string | null;
  scheduledAt: Date | null;
}

/** Three bytes are four characters of base64. */
const decodedBytes = (base64: string) => (base64.length / 4) * 3 - (/=*$/.exec(base64)?.[0].length ?? 0);

/** Makes a message final: its price, and the exact bytes for Resend. */
export function toCandidateEmail(ref: EmailRef, message: Message): CandidateEmail {
  const { request, template, from, defaultReplyTo, skipped, scheduledAt } = message;
  const envelope: Envelope = {
    from,
    cc: request.cc,
    bcc: request.bcc,
    replyTo: request.reply_to.length > 0 ? request.reply_to : [defaultReplyTo],
  };
  return {
    emailId: ref.emailId,
    credits: countRecipients(request),
    to: request.to,
    envelope,
    skipped,
    template,
    attachments: request.attachments.map(({ filename, content_type, content_id, content }) => ({
      filename: filename ?? null,
      contentType: content_type ?? null,
      contentId: content_id ?? null,
      bytes: decodedBytes(content),
    })),
    subject: request.subject,
    tags: request.tags,
    payload: renderPayload(request, envelope, ref),
    files: renderFiles(request),
    scheduledAt,
  };
}
