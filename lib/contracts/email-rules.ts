import { EMAIL_BYTES_MAX, RECIPIENTS_MAX } from "./send-rules";

/** An email as it came, its parts not checked yet. */
interface Given {
  to?: unknown;
  cc?: unknown;
  bcc?: unknown;
  subject?: unknown;
  template?: unknown;
  html?: unknown;
  text?: unknown;
  attachments?: unknown;
  unsubscribe?: unknown;
}

interface EmailRule {
  /** The field that the fault is shown at. */
  field: "subject" | "template" | "html" | "to" | "attachments" | "unsubscribe";
  fault: string;
  /** True if what is wrong is that the field is not there. */
  isMissing?: boolean;
  holds: (email: Given) => boolean;
}

/** What the parts of an email have to be together. */
export const EMAIL_RULES: readonly EmailRule[] = [
  {
    field: "subject",
    fault: "A subject is required.",
    isMissing: true,
    holds: ({ subject, template }) => subject !== undefined || template !== undefined,
  },
  {
    field: "template",
    fault: "Give either `template`, or `html` and `text`.",
    holds: ({ template, html, text }) => template === undefined || (html === undefined && text === undefined),
  },
  {
    field: "html",
    fault: "Give the email a body: `html`, `text`, or both.",
    holds: ({ template, html, text }) => template !== undefined || hasContent(html) || hasContent(text),
  },
  {
    field: "to",
    fault: `An email has at most ${RECIPIENTS_MAX} recipients, to, cc and bcc together.`,
    holds: (email) => countRecipients(email) <= RECIPIENTS_MAX,
  },
  {
    field: "attachments",
    fault: `An email has at most ${EMAIL_BYTES_MAX / 1_000_000} MB, attachments in base64 included.`,
    holds: (email) => emailBytes(email) <= EMAIL_BYTES_MAX,
  },
  {
    field: "unsubscribe",
    fault: "One-click unsubscribe names one person: send such an email to one recipient, without cc and bcc.",
    holds: (email) => email.unsubscribe !== true || countRecipients(email) === 1,
  },
];

/** Recipients of an email, which is what it costs in credits. Counts what is there, valid or not. */
export function countRecipients(email: Pick<Given, "to" | "cc" | "bcc">): number {
  const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  return count(email.to) + count(email.cc) + count(email.bcc);
}

const hasContent = (value: unknown) => typeof value === "string" && value.trim() !== "";

/** About as large as the email is in JSON. Counts what is there, valid or not. */
function emailBytes({ html, text, attachments }: Given): number {
  const chars = (value: unknown) => (typeof value === "string" ? value.length : 0);
  const files: unknown[] = Array.isArray(attachments) ? attachments : [];
  return files.reduce<number>(
    (sum, file) => sum + chars(typeof file === "object" && file && "content" in file && file.content),
    chars(html) + chars(text),
  );
}
