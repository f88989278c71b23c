import "server-only";
import {
  emailChangedSchema,
  emailListSchema,
  emailSchema,
  rescheduleSchema,
} from "../../contracts/resend/emails";
import { LIST_FIELDS, type Operation, PAGE, type Shape, under } from "../operation";
import { EMAIL_ID, LISTED_EMAIL, LISTED_FIELDS } from "./email-fields";

const changed: Shape = {
  name: "EmailChanged",
  schema: emailChangedSchema,
  fields: { object: "Always `email`.", id: "The email's id." },
  example: { object: "email", id: EMAIL_ID },
};

export const emailOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/emails",
    id: "listEmails",
    tag: "Emails",
    summary: "List emails",
    description: "Your emails, newest first.",
    access: "full",
    query: PAGE,
    answers: [
      {
        status: 200,
        description: "A page of emails.",
        shape: {
          name: "EmailList",
          schema: emailListSchema,
          fields: { ...LIST_FIELDS, ...under("data", LISTED_FIELDS) },
          example: { object: "list", has_more: false, data: [LISTED_EMAIL] },
        },
      },
    ],
    errors: ["invalid_input"],
  },
  {
    method: "get",
    path: "/emails/{id}",
    id: "getEmail",
    tag: "Emails",
    summary: "Get an email",
    description: "One email with its content, and how far it has come.",
    access: "full",
    answers: [
      {
        status: 200,
        description: "The email.",
        shape: {
          name: "Email",
          schema: emailSchema,
          fields: {
            object: "Always `email`.",
            ...LISTED_FIELDS,
            html: "The HTML body; null without one, and once it is removed.",
            text: "The text body; null without one, and once it is removed.",
            content_removed_at:
              "When the bodies were removed because of their age; null while they are kept.",
            tags: "Your tags.",
            "tags.name": "The tag's name.",
            "tags.value": "The tag's value.",
            cause: "Why it failed or waits, in words; null if there is nothing to say.",
          },
          example: {
            object: "email",
            ...LISTED_EMAIL,
            html: "<p>Your order is on its way.</p>",
            text: null,
            content_removed_at: null,
            tags: [{ name: "category", value: "order" }],
            cause: null,
          },
        },
      },
    ],
    errors: ["not_found"],
  },
  {
    method: "patch",
    path: "/emails/{id}",
    id: "rescheduleEmail",
    tag: "Emails",
    summary: "Reschedule an email",
    description: "Gives a scheduled email another time. Possible until it is on its way.",
    access: "full",
    body: {
      shape: {
        name: "EmailReschedule",
        schema: rescheduleSchema,
        fields: {
          scheduled_at: "The new time: ISO 8601, or English such as `in 2 hours`. At most 30 days ahead.",
        },
        example: { scheduled_at: "2030-01-31T09:00:00Z" },
      },
    },
    answers: [{ status: 200, description: "It has the new time.", shape: changed }],
    errors: ["not_found", "wrong_state"],
  },
  {
    method: "post",
    path: "/emails/{id}/cancel",
    id: "cancelEmail",
    tag: "Emails",
    summary: "Cancel an email",
    description: "Calls a scheduled email off. Its credits are free again. Possible until it is on its way.",
    access: "full",
    answers: [{ status: 200, description: "It will not be sent.", shape: changed }],
    errors: ["not_found", "wrong_state"],
  },
];
