import "server-only";

/**
 * What Resend's SDKs send, in the form that `sendRequestSchema` checks. They differ in how they leave things out and in
 * how they write a file, so: fields that MailKit does not know are dropped, null, "" and [] count as left out.
 */

const FIELDS = [
  "from",
  "to",
  "cc",
  "bcc",
  "reply_to",
  "subject",
  "html",
  "text",
  "headers",
  "tags",
  "attachments",
  "scheduled_at",
  "template",
  "unsubscribe",
] as const;
/** This changes to whom is sent, so it must not be dropped in silence. */
const REFUSED = ["topic_id"] as const;

type Fields = Record<string, unknown>;

/** An email as an SDK wrote it, made ready to be checked. Anything but an object is returned as it is. Pure. */
export function tidyEmail(input: unknown): unknown {
  if (!isObject(input)) return input;
  const email: Fields = {};
  for (const field of [...FIELDS, ...REFUSED]) if (!isLeftOut(input[field])) email[field] = input[field];
  // Without a text Resend makes one from the HTML; an empty one is how a caller says not to.
  if (input.text === "") email.text = "";
  if (Array.isArray(email.attachments)) email.attachments = email.attachments.map(tidyAttachment);
  if (Array.isArray(email.tags)) email.tags = email.tags.map(tidyTag);
  if (isObject(email.template)) email.template = tidyTemplate(email.template);
  return email;
}

function tidyTemplate({ id, variables }: Fields): unknown {
  if (!isObject(variables)) return isLeftOut(variables) ? { id } : { id, variables };
  // A value that is null was not given; an empty text is one.
  const given = Object.entries(variables).filter(([, value]) => value !== null && value !== undefined);
  return { id, variables: Object.fromEntries(given) };
}

function tidyAttachment(input: unknown): unknown {
  if (!isObject(input)) return input;
  const { content, filename, content_type, content_id, inline_content_id, path } = input;
  const file: Fields = { content: toBase64(content), filename, content_type, path };
  // The older name is what the SDKs for Python and Go still send.
  file.content_id = isLeftOut(content_id) ? inline_content_id : content_id;
  for (const [name, value] of Object.entries(file)) if (isLeftOut(value)) delete file[name];
  return file;
}

/** Go sends a list of bytes, older versions for Node a Buffer as JSON writes it. */
function toBase64(content: unknown): unknown {
  const bytes = isObject(content) && content.type === "Buffer" ? content.data : content;
  const isBytes = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);
  return isBytes(bytes) ? Buffer.from(bytes).toString("base64") : content;
}

/** Symfony writes a tag as `{ "<name>": "<value>" }`. */
function tidyTag(input: unknown): unknown {
  if (!isObject(input) || "name" in input || "value" in input) return pick(input, ["name", "value"]);
  const [only, ...more] = Object.entries(input);
  return only && more.length === 0 ? { name: only[0], value: only[1] } : input;
}

function pick(input: unknown, names: readonly string[]): unknown {
  if (!isObject(input)) return input;
  return Object.fromEntries(names.filter((name) => name in input).map((name) => [name, input[name]]));
}

function isLeftOut(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
