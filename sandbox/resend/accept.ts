import { createHash } from "node:crypto";
import type { EmailAttachmentRow, EmailRow } from "../entities";
import { resendId } from "../ids";
import type { Sandbox } from "../sandbox";
import { startDelivery } from "./delivery";
import type { EmailInput } from "./email-input";

interface AcceptedAs {
  idempotencyKey: string | null;
  batch: { id: string; index: number } | null;
}

/** From here on the email is sent: this row is what a test counts. */
export function acceptEmail(
  sandbox: Sandbox,
  input: EmailInput,
  { idempotencyKey, batch }: AcceptedAs,
): EmailRow {
  const id = resendId();
  const orNull = (addresses: string[]): string[] | null => (addresses.length > 0 ? addresses : null);
  const row: EmailRow = {
    id,
    message_id: `<${id}@sandbox.resend.dev>`,
    created_at: sandbox.clock.postgresTimestamp(),
    from: input.from,
    to: input.to,
    cc: orNull(input.cc),
    bcc: orNull(input.bcc),
    reply_to: orNull(input.reply_to),
    subject: input.subject,
    html: input.html ?? null,
    // An absent text is made from the HTML; an empty one is left empty.
    text: input.text ?? textOf(input.html ?? ""),
    headers: input.headers ?? {},
    tags: input.tags ?? [],
    // The batch endpoint drops attachments without a word.
    attachments: batch ? [] : (input.attachments ?? []).map(describeAttachment),
    scheduled_at: input.scheduled_at,
    status: input.scheduled_at ? "scheduled" : "queued",
    idempotencyKey,
    batch_id: batch?.id ?? null,
    batch_index: batch?.index ?? null,
    topic_id: input.topic_id ?? null,
  };
  sandbox.store.emails.put(id, row);
  startDelivery(sandbox, row);
  return row;
}

/** Base64 text, an array of bytes, or the JSON of a Node Buffer: clients send all three. */
function describeAttachment(file: NonNullable<EmailInput["attachments"]>[number]): EmailAttachmentRow {
  const bytes = bytesOf(file.content);
  return {
    filename: file.filename ?? null,
    content_type: file.content_type ?? null,
    content_id: file.content_id ?? file.inline_content_id ?? null,
    size: bytes?.length ?? null,
    sha256: bytes && createHash("sha256").update(bytes).digest("hex"),
  };
}

function bytesOf(content: unknown): Buffer | null {
  if (typeof content === "string") return Buffer.from(content, "base64");
  const bytes = Array.isArray(content) ? content : (content as { data?: unknown } | null)?.data;
  return Array.isArray(bytes) ? Buffer.from(bytes) : null;
}

function textOf(html: string): string {
  return html
    .replace(/<(style|script|head)[\s\S]*?<\/\1>/gi, "")
    .replace(/<a\s[^>]*href=["']([^"']+)["'][^>]*>([\s\S]*?)<\/a>/gi, "$2 $1")
    .replace(/<(br|\/p|\/div|\/h\d|\/tr|\/li)[^>]*>/gi, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&amp;/g, "&")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
