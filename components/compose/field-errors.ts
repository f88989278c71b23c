import type { InputIssue } from "@/lib/contracts/problem";
import type { SendInput } from "@/lib/contracts/send";

/** In the order in which they stand in the form: the first with a fault gets the focus. */
const fields = [
  "from",
  "to",
  "cc",
  "bcc",
  "subject",
  "reply_to",
  "template",
  "html",
  "text",
  "attachments",
  "scheduled_at",
  "unsubscribe",
  "headers",
  "tags",
] as const;
export type ComposeField = (typeof fields)[number];
export type FieldErrors = Partial<Record<ComposeField, string>>;

/** Sorts issues to the fields that they point into; the first one of a field wins. The rest concern the whole email. */
export function sortIssues(
  issues: readonly InputIssue[],
  body: SendInput,
): { fields: FieldErrors; rest: string[] } {
  const errors: FieldErrors = {};
  const rest: string[] = [];
  for (const { pointer, detail } of issues) {
    const [, name, key] = pointer.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    const field = fields.find((candidate) => candidate === name);
    if (!field) rest.push(detail);
    // The backquotes are for readers of JSON.
    else errors[field] ??= entryOf(field, key, body) + detail.replaceAll("`", "");
  }
  return { fields: errors, rest };
}

/** Of several entries, names the one that is wrong. */
function entryOf(field: ComposeField, key: string | undefined, body: SendInput): string {
  const value: unknown = body[field];
  const entry: unknown = Array.isArray(value) && key !== undefined ? value[Number(key)] : value;
  if (field === "headers") return key === undefined ? "" : `“${key}”: `;
  if (field === "tags") return key === undefined ? "" : `“${textOf(entry, "name")}”: `;
  if (field === "attachments") return key === undefined ? "" : `“${textOf(entry, "filename")}”: `;
  const isAddress = field === "from" || (Array.isArray(value) && key !== undefined);
  return isAddress && typeof entry === "string" ? `“${entry}” is not an address that can be used. ` : "";
}

function textOf(entry: unknown, name: string): string {
  return typeof entry === "object" && entry !== null ? String(Reflect.get(entry, name) ?? "") : "";
}

export function firstField(errors: FieldErrors): ComposeField | undefined {
  return fields.find((field) => errors[field]);
}
