import type { z } from "zod";
import type { InputIssue } from "@/lib/contracts/problem";
import type { SendInput } from "@/lib/contracts/send";

const fields = ["to", "cc", "bcc", "reply_to", "subject", "html", "text"] as const;
export type ComposeField = (typeof fields)[number];
export type FieldErrors = Partial<Record<ComposeField, string>>;

/** The schema's issues in the server's form, so that both ways of finding a fault end in one way of showing it. */
export function issuesOf(error: z.ZodError): InputIssue[] {
  return error.issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part)}`).join(""),
    detail: message,
  }));
}

/** Sorts issues to the fields that they point into; the first one of a field wins. The rest concern the whole email. */
export function sortIssues(
  issues: readonly InputIssue[],
  body: SendInput,
): { fields: FieldErrors; rest: string[] } {
  const errors: FieldErrors = {};
  const rest: string[] = [];
  for (const { pointer, detail } of issues) {
    const [, name, index] = pointer.split("/");
    const field = fields.find((candidate) => candidate === name);
    if (!field) rest.push(detail);
    else errors[field] ??= withEntry(body[field], index, detail);
  }
  return { fields: errors, rest };
}

/** Of several addresses, names the one that is wrong. The backquotes are for readers of JSON. */
function withEntry(value: unknown, index: string | undefined, rawDetail: string): string {
  const detail = rawDetail.replaceAll("`", "");
  const entry: unknown = Array.isArray(value) && index !== undefined ? value[Number(index)] : undefined;
  return typeof entry === "string" ? `“${entry}” is not an address that can be used. ${detail}` : detail;
}

export function firstField(errors: FieldErrors): ComposeField | undefined {
  return fields.find((field) => errors[field]);
}
