import { z } from "zod";
import { addressSchema } from "./address-schema";
import { EMAIL_RULES } from "./email-rules";
import { faultsOfHeaderNames } from "./header-rules";
import {
  CONTENT,
  CONTENT_ID,
  FILE_CONTENT,
  FILE_NAME,
  HEADER_VALUE,
  LISTS,
  MEDIA_TYPE,
  NO_RECIPIENTS,
  SCHEDULED_AT,
  SUBJECT,
  TAG_NAME,
  TAG_VALUE,
} from "./send-rules";
import { templateReferenceSchema } from "./template-variable";
import { textSchema } from "./text-schema";

const oneOrMany = (value: unknown) => (typeof value === "string" ? [value] : value);
const addressList = z.preprocess(
  oneOrMany,
  z
    .array(addressSchema, { error: "Give one address or a list of addresses." })
    .max(LISTS.addresses.count, LISTS.addresses.fault),
);

const headersSchema = z.record(z.string(), textSchema(HEADER_VALUE)).superRefine((headers, context) => {
  for (const { name, fault } of faultsOfHeaderNames(Object.keys(headers)))
    context.addIssue({ code: "custom", path: name === null ? [] : [name], message: fault });
});

const tagSchema = z.strictObject({ name: textSchema(TAG_NAME), value: textSchema(TAG_VALUE) });

const attachmentSchema = z.strictObject({
  /** Line breaks inside are taken out: some languages write them. */
  content: z
    .string({ error: "Send the file itself, base64-encoded." })
    .transform((text) => text.replace(/\s+/g, ""))
    .refine(FILE_CONTENT.fit.isFit, FILE_CONTENT.fit.fault),
  filename: textSchema(FILE_NAME).optional(),
  content_type: textSchema(MEDIA_TYPE).optional(),
  /** The email's HTML shows the file where it says `cid:` and this. */
  content_id: textSchema(CONTENT_ID).optional(),
  path: z
    .undefined({
      error: "Files are not fetched from a URL. Send the file itself, base64-encoded, as `content`.",
    })
    .optional(),
});

const content = textSchema(CONTENT);

const partsSchema = z.strictObject({
  /** On a domain that the customer has verified; left out, the operator's own sender. */
  from: addressSchema.optional(),
  to: addressList.pipe(z.array(z.string()).min(1, NO_RECIPIENTS)),
  subject: textSchema(SUBJECT).optional(),
  html: content.optional(),
  text: content.optional(),
  cc: addressList.default([]),
  bcc: addressList.default([]),
  reply_to: addressList.default([]),
  headers: headersSchema.default({}),
  tags: z.array(tagSchema).max(LISTS.tags.count, LISTS.tags.fault).default([]),
  attachments: z.array(attachmentSchema).max(LISTS.attachments.count, LISTS.attachments.fault).default([]),
  /** ISO 8601 or plain English, at most 30 days ahead. */
  scheduled_at: textSchema(SCHEDULED_AT).optional(),
  /** In place of `html` and `text`; it may bring subject, sender and Reply-To, too. */
  template: templateReferenceSchema.optional(),
  /** Adds one-click unsubscribe headers (RFC 8058) whose address MailKit serves. For an email to one recipient. */
  unsubscribe: z.boolean().default(false),
});

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Body of `POST /api/send`. Parsing also normalises: lists are lists, addresses are trimmed and quoted. */
export const sendRequestSchema = EMAIL_RULES.reduce(
  // `when` makes them run beside the field checks, so that one answer names every problem.
  (schema, { field, fault, isMissing, holds }) =>
    schema.refine(holds, {
      path: [field],
      error: fault,
      params: { isMissing },
      when: ({ value }) => isObject(value),
    }),
  partsSchema,
);
export type SendRequest = z.infer<typeof sendRequestSchema>;
/** What a caller may write, before normalisation. */
export type SendInput = z.input<typeof sendRequestSchema>;

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
