import "server-only";

/** What the fields of an email mean, to those who send and to those who read it. */

export const EMAIL_ID = "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b";
export const ADDRESS_LISTS = ["to", "cc", "bcc", "reply_to"];

export const EMAIL_FIELDS = {
  from: "The sender, `name@domain` or `Name <name@domain>`, on a domain that you have verified. Left out: the operator's address.",
  to: "Recipients. At most 50, to, cc and bcc together; each costs one credit.",
  subject: "The subject, in one line. A template may bring it.",
  html: "The HTML body.",
  text: 'The text body. Left out, it is made from the HTML; `""` means none.',
  cc: "Recipients whom everybody sees.",
  bcc: "Recipients whom nobody sees.",
  reply_to: "Where replies go. Left out: your account's address.",
  headers: "Further headers, by name. At most 20. Those that the mail system writes are refused.",
  tags: "Labels of your own; they come back with every webhook about the email.",
  "tags.name": "ASCII letters, digits, `_` and `-`. Names that begin with `mailkit` are refused.",
  "tags.value": "ASCII letters, digits, `_` and `-`.",
  attachments: "Files. The whole email has at most 40 MB, base64 included.",
  "attachments.content": "The file itself in base64. Resend's SDKs make it from a buffer.",
  "attachments.filename": "The name that the reader sees.",
  "attachments.content_type": "Its media type. Left out, the file name decides.",
  "attachments.content_id":
    'A name for it inside of the HTML: `<img src="cid:logo">` shows the file with the id `logo`.',
  "attachments.path": "Not supported: files are not fetched from a URL. Send `content`.",
  scheduled_at:
    "When to send it: ISO 8601, or English such as `in 2 hours`. UTC unless it says otherwise; at most 30 days ahead.",
  template: "Content that is kept here, in place of `html` and `text`.",
  "template.id": "The id or the alias of a template that is published.",
  "template.variables": "Values of its variables, by name: strings and numbers.",
  unsubscribe:
    "Adds one-click unsubscribe headers (RFC 8058) that MailKit serves. For an email to one recipient.",
};

export const EMAIL_EXAMPLE = {
  from: "Acme <orders@acme.example>",
  to: ["delivered@resend.dev"],
  subject: "Your order is on its way",
  html: "<p>Your order is on its way.</p>",
  tags: [{ name: "category", value: "order" }],
};

export const LISTED_FIELDS = {
  id: "The email's id.",
  message_id: "Resend's id of the email; null until it has left.",
  to: "Recipients.",
  from: "The sender.",
  created_at: "When it was accepted.",
  subject: "The subject.",
  bcc: "Recipients in bcc; null if there are none.",
  cc: "Recipients in cc; null if there are none.",
  reply_to: "Where replies go.",
  last_event: "How far it has come.",
  scheduled_at: "When it is, or was, to be sent; null for at once.",
  credits: "What it costs: one credit for each recipient.",
};

export const LISTED_EMAIL = {
  id: EMAIL_ID,
  message_id: "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794",
  to: ["delivered@resend.dev"],
  from: "Acme <orders@acme.example>",
  created_at: "2030-01-31T09:00:00.000Z",
  subject: "Your order is on its way",
  bcc: null,
  cc: null,
  reply_to: ["help@acme.example"],
  last_event: "delivered",
  scheduled_at: null,
  credits: 1,
};
