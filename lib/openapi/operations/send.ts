import "server-only";
import { z } from "zod";
import { queuedSchema, scheduledSchema, sendRequestSchema, sentSchema } from "../../contracts/send";
import type { Operation } from "../operation";
import { ADDRESS_LISTS, EMAIL_EXAMPLE, EMAIL_FIELDS, EMAIL_ID } from "./email-fields";
import { SEND_ERRORS } from "./email-sends";

const CREDITS_FIELDS = {
  credits: "What it costs, and what is left.",
  "credits.charged": "Credits of this email: one for each recipient.",
  "credits.available": "Credits that could be spent right after it was accepted.",
};

export const sendOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/api/send",
    id: "send",
    tag: "Send",
    summary: "Send an email and wait",
    description:
      "Sends an email and answers 200 when Resend has taken it. If that takes more than ten seconds, or the email is scheduled, or `Prefer: respond-async` is given, the answer is 202: it is accepted for certain. Unknown fields are refused. Errors are RFC 9457 problems.",
    access: "sending",
    headers: ["Idempotency-Key", "Prefer"],
    hasProblems: true,
    body: {
      shape: {
        name: "EmailToSendStrictly",
        schema: sendRequestSchema,
        fields: EMAIL_FIELDS,
        oneOrMany: ADDRESS_LISTS,
        required: ["to"],
        isStrict: true,
        example: EMAIL_EXAMPLE,
      },
    },
    answers: [
      {
        status: 200,
        description: "Resend has taken the email.",
        shape: {
          name: "EmailSent",
          schema: sentSchema,
          fields: {
            id: "The email's id.",
            status: "Always `sent`.",
            resend_id: "Resend's id of the email.",
            ...CREDITS_FIELDS,
          },
          example: {
            id: EMAIL_ID,
            status: "sent",
            resend_id: "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794",
            credits: { charged: 1, available: 4999 },
          },
        },
        isSend: true,
      },
      {
        status: 202,
        description: "The email is accepted and goes out later.",
        shape: {
          name: "EmailQueued",
          schema: z.union([queuedSchema, scheduledSchema]),
          fields: {
            id: "The email's id.",
            status: "`queued`, or `scheduled` if it has a time.",
            resend_id: "Null: Resend does not have it yet.",
            scheduled_at: "When it goes out.",
            ...CREDITS_FIELDS,
          },
          example: {
            id: EMAIL_ID,
            status: "queued",
            resend_id: null,
            credits: { charged: 1, available: 4999 },
          },
        },
        isSend: true,
      },
    ],
    errors: [...SEND_ERRORS, "email_refused"],
  },
];
