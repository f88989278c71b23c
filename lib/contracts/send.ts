import { z } from "zod";
import { addressSchema, isHeaderSafe, isStorable } from "./address";
import { templateReferenceSchema } from "./template-variable";

/** Resend takes at most 50 recipients in one email; MailKit counts to, cc and bcc together. */
export const RECIPIENTS_MAX = 50;
/** RFC 5322 section 2.1.1: a line has at most 998 characters. */
const SUBJECT_CHARS_MAX = 998;
/** Mail programs clip far earlier (Gmail at about 100 kB); this bounds a row, not taste. */
const CONTENT_CHARS_MAX = 500_000;
const HEADERS_MAX = 20;
const HEADER_VALUE_CHARS_MAX = 2000;
/** Resend allows 75 tags; two of them are MailKit's own. */
const TAGS_MAX = 73;

/** RFC 5322 field name: printable ASCII without the colon. */
const HEADER_NAME = /^[!-9;-~]{1,76}$/;
/** Fields that MailKit, Resend or the mail system write. A second one would forge or break the message. */
const OWNED_HEADERS = new Set(
  "from to cc bcc reply-to sender subject date message-id mime-version return-path received authentication-results dkim-signature".split(
    " ",
  ),
);
const OWNED_HEADER_PREFIXES = [
  "arc-",
  "content-",
  "received-",
  "resent-",
  "resend-",
  "x-resend-",
  "x-mailkit-",
  "x-ses-",
];
const OWNED_TAG_PREFIX = "mailkit";
/** Emails of one batch: Resend's limit, and the size of a call to it. */
export const SEND_AT_ONCE_MAX = 100;
/** Resend's limit for a whole email, after base64; the rest of it is small beside this. */
export const EMAIL_BYTES_MAX = 40_000_000;
const ATTACHMENTS_MAX = 100;
/** Resend takes content ids under 128 characters. */
const CONTENT_ID_CHARS_MAX = 127;

function isOwnedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return OWNED_HEADERS.has(lower) || OWNED_HEADER_PREFIXES.some((prefix) => lower.startsWith(prefix));
}

const oneOrMany = (value: unknown) => (typeof value === "string" ? [value] : value);
const addressList = z.preprocess(
  oneOrMany,
  z
    .array(addressSchema, { error: "Give one address or a list of addresses." })
    .max(RECIPIENTS_MAX, `At most ${RECIPIENTS_MAX} addresses.`),
);

const headersSchema = z
  .record(
    z.string(),
    z
      .string({ error: "A header value is a string." })
      .max(HEADER_VALUE_CHARS_MAX, `A header value takes at most ${HEADER_VALUE_CHARS_MAX} characters.`)
      .refine(isHeaderSafe, "A header value must not contain line breaks or control characters."),
  )
  .superRefine((headers, context) => {
    const names = Object.keys(headers);
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (names.length > HEADERS_MAX)
      context.addIssue({ code: "custom", message: `At most ${HEADERS_MAX} headers.` });
    const seen = new Set<string>();
    for (const name of names) {
      if (!HEADER_NAME.test(name))
        refuse(name, "A header name is 1 to 76 printable ASCII characters, no colon or space.");
      else if (isOwnedHeader(name)) refuse(name, `MailKit sets \`${name}\` itself.`);
      else if (seen.has(name.toLowerCase())) refuse(name, "This header is given twice.");
      seen.add(name.toLowerCase());
    }
  });

const tagPart = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/, "Use 1 to 256 ASCII letters, digits, `_` or `-`.");
const tagSchema = z.strictObject({
  name: tagPart.refine(
    (name) => !name.startsWith(OWNED_TAG_PREFIX),
    "Names that begin with `mailkit` are MailKit's own.",
  ),
  value: tagPart,
});

const headerText = (charsMax: number) =>
  z
    .string()
    .min(1, "Must not be empty.")
    .max(charsMax, `At most ${charsMax} characters.`)
    .refine(isHeaderSafe, "Must not contain line breaks or control characters.");

/** RFC 2045: type, subtype, and parameters. */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *; *[\w-]+=("[\w .:/-]*"|[\w.:/-]+))*$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const attachmentSchema = z.strictObject({
  /** Line breaks inside are taken out: some languages write them. */
  content: z
    .string({ error: "Send the file itself, base64-encoded." })
    .transform((text) => text.replace(/\s+/g, ""))
    .refine(
      (text) => text !== "" && text.length % 4 === 0 && BASE64.test(text),
      "Must be base64 (RFC 4648, with padding) and not empty.",
    ),
  filename: headerText(255).optional(),
  content_type: z
    .string()
    .max(255, "At most 255 characters.")
    .regex(MEDIA_TYPE, "Must be a media type, such as `application/pdf`.")
    .optional(),
  /** The email's HTML shows the file where it says `cid:` and this. */
  content_id: headerText(CONTENT_ID_CHARS_MAX).optional(),
  path: z
    .undefined({
      error: "Files are not fetched from a URL. Send the file itself, base64-encoded, as `content`.",
    })
    .optional(),
});

const content = z
  .string()
  .max(CONTENT_CHARS_MAX, `At most ${CONTENT_CHARS_MAX.toLocaleString("en")} characters.`)
  .refine(isStorable, "Must not contain the character U+0000, nor half of a character.");

/** Body of `POST /api/send`. Parsing also normalises: lists are lists, addresses are trimmed and quoted. */
export const sendRequestSchema = z
  .strictObject({
    /** On a domain that the customer has verified; left out, the operator's own sender. */
    from: addressSchema.optional(),
    to: addressList.pipe(z.array(z.string()).min(1, "Give at least one recipient.")),
    subject: z
      .string({ error: "A subject is required." })
      .min(1, "A subject is required.")
      .max(SUBJECT_CHARS_MAX, `At most ${SUBJECT_CHARS_MAX} characters.`)
      .refine(isHeaderSafe, "A subject must not contain line breaks or control characters.")
      .optional(),
    html: content.optional(),
    text: content.optional(),
    cc: addressList.default([]),
    bcc: addressList.default([]),
    reply_to: addressList.default([]),
    headers: headersSchema.default({}),
    tags: z.array(tagSchema).max(TAGS_MAX, `At most ${TAGS_MAX} tags.`).default([]),
    attachments: z
      .array(attachmentSchema)
      .max(ATTACHMENTS_MAX, `At most ${ATTACHMENTS_MAX} attachments.`)
      .default([]),
    /** ISO 8601 or plain English, at most 30 days ahead. */
    scheduled_at: z
      .string()
      .min(1, "Give a time.")
      .max(100, "A time takes at most 100 characters.")
      .optional(),
    /** In place of `html` and `text`; it may bring subject, sender and Reply-To, too. */
    template: templateReferenceSchema.optional(),
    /** Adds one-click unsubscribe headers (RFC 8058) whose address MailKit serves. For an email to one recipient. */
    unsubscribe: z.boolean().default(false),
  })
  // `when` makes these run beside the field checks, so that one answer names every problem.
  .refine((body) => body.subject !== undefined || body.template !== undefined, {
    path: ["subject"],
    error: "A subject is required.",
    params: { isMissing: true },
    when: ({ value }) => isObject(value),
  })
  .refine((body) => body.template === undefined || (body.html === undefined && body.text === undefined), {
    path: ["template"],
    error: "Give either `template`, or `html` and `text`.",
    when: ({ value }) => isObject(value),
  })
  .refine((body) => body.template !== undefined || hasContent(body.html) || hasContent(body.text), {
    path: ["html"],
    error: "Give the email a body: `html`, `text`, or both.",
    when: ({ value }) => isObject(value),
  })
  .refine((body) => countRecipients(body) <= RECIPIENTS_MAX, {
    path: ["to"],
    error: `An email has at most ${RECIPIENTS_MAX} recipients, to, cc and bcc together.`,
    when: ({ value }) => isObject(value),
  })
  .refine((body) => emailBytes(body) <= EMAIL_BYTES_MAX, {
    path: ["attachments"],
    error: `An email has at most ${EMAIL_BYTES_MAX / 1_000_000} MB, attachments in base64 included.`,
    when: ({ value }) => isObject(value),
  })
  .refine((body) => body.unsubscribe !== true || countRecipients(body) === 1, {
    path: ["unsubscribe"],
    error: "One-click unsubscribe names one person: send such an email to one recipient, without cc and bcc.",
    when: ({ value }) => isObject(value),
  });
export type SendRequest = z.infer<typeof sendRequestSchema>;
/** What a caller may write, before normalisation. */
export type SendInput = z.input<typeof sendRequestSchema>;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const hasContent = (value: unknown) => typeof value === "string" && value.trim() !== "";

/** About as large as the email is in JSON. Counts what is there, valid or not. */
function emailBytes(body: { html?: unknown; text?: unknown; attachments?: unknown }): number {
  const chars = (value: unknown) => (typeof value === "string" ? value.length : 0);
  const files = Array.isArray(body.attachments) ? body.attachments : [];
  return files.reduce<number>(
    (sum, file) => sum + chars((file as { content?: unknown } | null)?.content),
    chars(body.html) + chars(body.text),
  );
}

/** Recipients of an email, which is what it costs in credits. Counts what is there, valid or not. */
export function countRecipients(email: { to?: unknown; cc?: unknown; bcc?: unknown }): number {
  const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  return count(email.to) + count(email.cc) + count(email.bcc);
}

/** 200 answer of `POST /api/send`: Resend has taken the email. */
export const sentSchema = z.object({
  id: z.uuid(),
  status: z.literal("sent"),
  resend_id: z.string(),
  credits: z.object({ charged: z.number().int(), available: z.number().int() }),
});
/** 202 answer: the email is accepted for certain and goes out later. */
export const queuedSchema = z.object({
  id: z.uuid(),
  status: z.literal("queued"),
  resend_id: z.null(),
  credits: z.object({ charged: z.number().int(), available: z.number().int() }),
});
/** 202 answer to an email with `scheduled_at`: its credits are held, and it can be canceled until it is sent. */
export const scheduledSchema = queuedSchema.extend({
  status: z.literal("scheduled"),
  scheduled_at: z.iso.datetime(),
});
export const sendResultSchema = z.discriminatedUnion("status", [sentSchema, queuedSchema, scheduledSchema]);
export type SendResult = z.infer<typeof sendResultSchema>;
