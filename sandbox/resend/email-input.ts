import { z } from "zod";
import { sandboxDefaults } from "../constants";
import type { Sandbox } from "../sandbox";
import { bareAddress, domainOf, isReserved, testBox } from "./address";
import { invalid, missingField, ResendError } from "./errors";
import { parseSchedule } from "./schedule";

const recipientsMax = 50;
const tagsMax = 75;
const emailBytesMax = 40 * 1024 * 1024;

const oneOrMore = z.union([z.string(), z.array(z.string())]).nullish();

/** Lenient where the API is: strings or arrays, nulls, empty strings, unknown fields. */
const wireSchema = z.object({
  from: z.string().nullish(),
  to: oneOrMore,
  cc: oneOrMore,
  bcc: oneOrMore,
  reply_to: oneOrMore,
  subject: z.string().nullish(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  attachments: z
    .array(
      z.object({
        content: z.unknown().optional(),
        path: z.string().nullish(),
        filename: z.string().nullish(),
        content_type: z.string().nullish(),
        content_id: z.string().nullish(),
        inline_content_id: z.string().nullish(),
      }),
    )
    .nullish(),
  scheduled_at: z.string().nullish(),
  topic_id: z.string().nullish(),
  template: z.looseObject({ id: z.string() }).nullish(),
});

export type EmailInput = Omit<
  z.infer<typeof wireSchema>,
  "to" | "cc" | "bcc" | "reply_to" | "from" | "subject" | "scheduled_at"
> & {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  reply_to: string[];
  subject: string;
  scheduled_at: string | null;
};

/** The checks of one email in the order in which the API makes them. Throws the first that fails. */
export function checkEmail(sandbox: Sandbox, body: unknown): EmailInput {
  const parsed = wireSchema.safeParse(body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join(".") ?? "body";
    throw invalid(`Invalid \`${field}\` field.`);
  }
  const { from, subject, ...rest } = parsed.data;
  const to = list(rest.to);
  const cc = list(rest.cc);
  const bcc = list(rest.bcc);
  const reply_to = list(rest.reply_to);
  if (!from) throw missingField("from");
  if (to.length === 0) throw missingField("to");
  if (!subject) throw missingField("subject");

  const sender = checkAddress("from", from);
  const recipients = { to, cc, bcc, reply_to };
  for (const [field, addresses] of Object.entries(recipients))
    for (const address of addresses) checkAddress(field, address);
  if (to.length > recipientsMax)
    throw invalid(`Invalid \`to\` field. The maximum number of recipients is ${recipientsMax}.`);
  for (const [field, addresses] of Object.entries({ to, cc, bcc })) checkReserved(field, addresses);
  checkContent(rest);
  const scheduled_at = rest.scheduled_at ? parseSchedule(rest.scheduled_at, sandbox.clock.nowMs()) : null;
  checkSender(sandbox, sender, [...to, ...cc, ...bcc]);
  return { ...rest, from, to, cc, bcc, reply_to, subject, scheduled_at };
}

function list(value: string | string[] | null | undefined): string[] {
  return (typeof value === "string" ? [value] : (value ?? [])).filter((text) => text.trim() !== "");
}

function checkAddress(field: string, text: string): string {
  const address = bareAddress(text);
  if (address) return address;
  const forms = "`email@example.com` or `Name <email@example.com>` format";
  throw invalid(`Invalid \`${field}\` field. The email address needs to follow the ${forms}.`);
}

function checkReserved(field: string, addresses: string[]): void {
  if (!addresses.some((text) => isReserved(bareAddress(text) ?? ""))) return;
  throw invalid(
    `Invalid \`${field}\` field. Please use our testing email address instead of domains like \`example.com\`. See our documentation for more information: https://resend.com/docs/dashboard/emails/send-test-emails`,
  );
}

function checkContent({ html, text, template, tags, attachments }: z.infer<typeof wireSchema>): void {
  if (template) throw invalid("The sandbox has no templates.");
  if (html == null && text == null) throw missingField("html` or `text");
  const isBadTag = (part: string): boolean => !/^[A-Za-z0-9_-]{1,256}$/.test(part);
  if ((tags ?? []).length > tagsMax || tags?.some(({ name, value }) => isBadTag(name) || isBadTag(value))) {
    throw invalid("Tags should only contain ASCII letters, numbers, underscores, or dashes.");
  }
  if (attachments?.some(({ content, path }) => content == null && !path)) {
    throw new ResendError(422, "invalid_attachment", "Attachment must have either a `content` or `path`.");
  }
  const bytes =
    Buffer.byteLength(html ?? "") + Buffer.byteLength(text ?? "") + JSON.stringify(attachments ?? []).length;
  if (bytes > emailBytesMax) throw invalid("The email is larger than 40 MB.");
}

/** From a verified domain to anybody; from resend.dev only to the test boxes and the owner of the account. */
function checkSender(sandbox: Sandbox, sender: string, recipients: string[]): void {
  const domain = domainOf(sender);
  const { accountOwnerEmail } = sandboxDefaults;
  if (domain === "resend.dev") {
    const isAllowed = recipients.every((text) => {
      const address = bareAddress(text) ?? "";
      return testBox(address) !== null || address === accountOwnerEmail;
    });
    if (isAllowed) return;
    throw new ResendError(
      403,
      "validation_error",
      `You can only send testing emails to your own email address (${accountOwnerEmail}). To send emails to other recipients, please verify a domain at resend.com/domains, and change the \`from\` address to an email using this domain.`,
    );
  }
  const isVerified = sandbox.store.domains
    .all()
    .some((row) => row.name === domain && row.status === "verified");
  if (isVerified) return;
  const message = `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`;
  throw new ResendError(403, "validation_error", message);
}
