import "server-only";
import { acceptedSchema, batchAcceptedSchema, dryRunSchema } from "../../contracts/resend/emails";
import { sendRequestSchema } from "../../contracts/send";
import { SEND_AT_ONCE_MAX } from "../../contracts/send-rules";
import type { ErrorCode } from "../../errors";
import { type Operation, type Shape, under } from "../operation";
import { ADDRESS_LISTS, EMAIL_EXAMPLE, EMAIL_FIELDS, EMAIL_ID } from "./email-fields";

/** What can keep an email from being accepted. */
export const SEND_ERRORS: readonly ErrorCode[] = [
  "insufficient_credits",
  "daily_key_budget",
  "monthly_key_budget",
  "restricted_api_key",
  "domain_not_verified",
  "all_suppressed",
  "not_found",
  "invalid_idempotency_key",
  "idempotency_mismatch",
  "sending_paused",
  "daily_limit",
  "queue_full",
  "sending_halted",
  "overloaded",
  "provider_unavailable",
];

const email: Shape = {
  name: "EmailToSend",
  schema: sendRequestSchema,
  fields: EMAIL_FIELDS,
  oneOrMany: ADDRESS_LISTS,
  required: ["to"],
  example: EMAIL_EXAMPLE,
};
const dryRun: Shape = {
  name: "DryRun",
  schema: dryRunSchema,
  fields: {
    dry_run: "Always true.",
    would_be_accepted: "Whether the same request without the header would be accepted now.",
    reason: "MailKit's code of why not; null if it would be.",
    message: "The same in words.",
    credits: "The price and the balance.",
    "credits.required": "What it would cost.",
    "credits.available": "What can be spent now.",
    skipped: "Recipients that would be left out because you suppress them.",
    scheduled_at: "When it would go out, of several the first that has a time; null for at once.",
  },
  example: {
    dry_run: true,
    would_be_accepted: true,
    reason: null,
    message: null,
    credits: { required: 1, available: 4999 },
    skipped: [],
    scheduled_at: null,
  },
};
const ACCEPTED_FIELDS = {
  id: "The email's id. From here on it is MailKit's task to send it.",
  skipped:
    "Recipients that were left out because you suppress them; they cost nothing. Missing if there are none.",
};

export const emailSendOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/emails",
    id: "sendEmail",
    tag: "Emails",
    summary: "Send an email",
    description:
      "Accepts an email and answers as soon as it is durable; it leaves in the background. Its credits, one for each recipient, are held now and captured when it has left. Give `html`, `text`, or both, or a `template`. With `x-mailkit-dry-run` the answer says what would happen instead.",
    access: "sending",
    headers: ["Idempotency-Key", "x-mailkit-dry-run"],
    body: { shape: email },
    answers: [
      {
        status: 200,
        description: "The email is accepted.",
        or: dryRun,
        shape: {
          name: "EmailAccepted",
          schema: acceptedSchema,
          fields: ACCEPTED_FIELDS,
          example: { id: EMAIL_ID },
        },
        isSend: true,
      },
    ],
    errors: SEND_ERRORS,
  },
  {
    method: "post",
    path: "/emails/batch",
    id: "sendBatch",
    tag: "Emails",
    summary: "Send up to 100 emails",
    description:
      "Accepts a list of emails at once. Strict, the default: all of them or none, credits included. Permissive: those that are valid and that the credits suffice for, in order; `errors` names the others.",
    access: "sending",
    headers: ["Idempotency-Key", "x-batch-validation", "x-mailkit-dry-run"],
    body: { shape: email, isList: true, itemsMax: SEND_AT_ONCE_MAX },
    answers: [
      {
        status: 200,
        description: "The emails are accepted; in permissive mode those that `errors` does not name.",
        or: dryRun,
        shape: {
          name: "BatchAccepted",
          schema: batchAcceptedSchema,
          fields: {
            data: "The accepted emails, in the order of the request.",
            ...under("data", ACCEPTED_FIELDS),
            errors: "Permissive mode only: what was wrong with the others.",
            "errors.index": "Place in the request, from 0.",
            "errors.message": "Why it was not accepted.",
          },
          example: { data: [{ id: EMAIL_ID }] },
        },
        isSend: true,
      },
    ],
    errors: SEND_ERRORS,
  },
];
