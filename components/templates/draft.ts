import type { Template } from "@/lib/contracts/template";
import type { TemplateBlock } from "@/lib/contracts/template-block";
import { variablesIn } from "@/lib/contracts/template-rules";
import type { TemplateVersion } from "@/lib/contracts/template-version";

/** A block in the editor. Its key stays with it when it moves. */
export type EditedBlock = TemplateBlock & { key: string };

export interface EditedVariable {
  key: string;
  type: "string" | "number";
  /** As it is typed; empty for none. */
  fallback: string;
}

/** A template as it stands in the editor. */
export interface TemplateDraft {
  name: string;
  alias: string;
  subject: string;
  from: string;
  replyTo: string;
  mode: "blocks" | "html";
  blocks: readonly EditedBlock[];
  html: string;
  text: string;
  /** Those that were declared; what is used besides is one as well, see `variablesOf`. */
  variables: readonly EditedVariable[];
}

export const withKey = (block: TemplateBlock): EditedBlock => ({ ...block, key: crypto.randomUUID() });
const withoutKey = ({ key: _, ...block }: EditedBlock): TemplateBlock => block;

type Content = Pick<
  TemplateVersion,
  "subject" | "from" | "reply_to" | "html" | "text" | "blocks" | "variables"
>;

export function draftOf({
  name,
  alias,
  ...content
}: Pick<Template, "name" | "alias"> & Content): TemplateDraft {
  const { subject, from, reply_to, html, text, blocks, variables } = content;
  return {
    name,
    alias: alias ?? "",
    subject: subject ?? "",
    from: from ?? "",
    replyTo: (reply_to ?? []).join(", "),
    mode: blocks ? "blocks" : "html",
    // Keys need only be different from each other here; those of later blocks are random.
    blocks: (blocks ?? []).map((block, index) => ({ ...block, key: `block ${index}` })),
    html,
    text: blocks ? "" : (text ?? ""),
    variables: variables.map(({ key, type, fallback_value }) => ({
      key,
      type,
      fallback: fallback_value === null ? "" : String(fallback_value),
    })),
  };
}

/** Texts of a draft in which variables may stand. */
function textsOf({ mode, subject, html, text, blocks }: TemplateDraft): string[] {
  if (mode === "html") return [subject, html, text];
  return [subject, ...blocks.flatMap((block) => Object.values(withoutKey(block)).map(String))];
}

/** The variables that a draft uses, with what was declared of them. One that is not used any more is forgotten. */
export function variablesOf(draft: TemplateDraft): EditedVariable[] {
  const known = new Map(draft.variables.map((variable) => [variable.key, variable]));
  return variablesIn(...textsOf(draft)).map((key) => known.get(key) ?? { key, type: "string", fallback: "" });
}

function toVariable({ key, type, fallback }: EditedVariable) {
  if (fallback === "") return { key, type, fallback_value: null };
  return { key, type, fallback_value: toValue(type, fallback) };
}

/** What was typed, as a value of its type. What is no number stays as it is: the server says what is wrong with it. */
function toValue(type: EditedVariable["type"], typed: string): string | number {
  const number = Number(typed);
  return type === "number" && typed.trim() !== "" && Number.isFinite(number) ? number : typed;
}

function contentOf(draft: TemplateDraft) {
  const { mode, subject, html, text, blocks } = draft;
  return {
    subject: subject || null,
    ...(mode === "blocks" ? { blocks: blocks.map(withoutKey) } : { html, text: text || null }),
    variables: variablesOf(draft).map(toVariable),
  };
}

/** The body that saves a draft. */
export function bodyOf(draft: TemplateDraft) {
  const { name, alias, from, replyTo } = draft;
  const replies = replyTo
    .split(/[,;\n]+(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return { name, alias: alias.trim(), from: from.trim(), reply_to: replies, ...contentOf(draft) };
}

/** The body that asks what a send would make of a draft. */
export function previewBodyOf(draft: TemplateDraft, values: Readonly<Record<string, string>>) {
  const typed = variablesOf(draft).flatMap(({ key, type }): [string, string | number][] => {
    const value = values[key];
    return value ? [[key, toValue(type, value)]] : [];
  });
  return { ...contentOf(draft), values: Object.fromEntries(typed) };
}
