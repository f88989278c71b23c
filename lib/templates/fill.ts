import "server-only";
import { isHeaderSafe } from "../contracts/address";
import type { InputIssue } from "../contracts/problem";
import { PLACEHOLDER, variablesIn } from "../contracts/template-rules";
import type { TemplateVariable, VariableValues } from "../contracts/template-variable";
import type { TemplateContent } from "../db/schema/templates";
import { beginsAttribute, escapeHtml, runsAsScript } from "./html-place";

const SUBJECT_CHARS_MAX = 998;
const CONTENT_CHARS_MAX = 500_000;

/** A template with its values in place. Issues point into `values`, under the variable's name. */
export interface Filled {
  subject: string | null;
  html: string;
  text: string | null;
  /** Variables that are used and have neither a value nor a fallback; they stand as they are written. */
  missing: string[];
  issues: InputIssue[];
}

/**
 * Puts values, or else fallbacks, where the variables stand: escaped in HTML, as they are in subject and text. What a
 * value contains is never looked at again, so none can bring a variable in. Values that the template does not use are
 * ignored. Pure.
 */
export function fillTemplate(
  { subject, html, text, variables }: Pick<TemplateContent, "subject" | "html" | "text" | "variables">,
  values: VariableValues,
): Filled {
  const given = new Map(Object.entries(values));
  const used = variablesIn(subject, html, text);
  const known = new Map(variables.map((variable) => [variable.key, variable]));
  const filling = new Map(
    used.flatMap((key): [string, string][] => {
      const value = given.get(key) ?? known.get(key)?.fallback_value ?? null;
      return value === null ? [] : [[key, String(value)]];
    }),
  );
  const filled = {
    subject: subject && put(subject, filling),
    html: put(html, filling, escapeHtml),
    text: text && put(text, filling),
  };
  const issues = [
    ...used.flatMap((key) => wrongType(known.get(key), given.get(key))),
    ...variablesIn(subject).flatMap((key) => unfitForSubject(key, filling.get(key))),
    ...unfitForAttributes(html, filling),
    ...tooLong(filled),
  ];
  return { ...filled, missing: used.filter((key) => !filling.has(key)), issues };
}

function put(text: string, filling: ReadonlyMap<string, string>, write = (value: string) => value): string {
  return text.replace(PLACEHOLDER, (placeholder, key: string) => {
    const value = filling.get(key);
    return value === undefined ? placeholder : write(value);
  });
}

const pointTo = (key: string) => `/${key}`;

function wrongType(variable: TemplateVariable | undefined, value: string | number | undefined): InputIssue[] {
  if (!variable || value === undefined || typeof value === variable.type) return [];
  return [
    { pointer: pointTo(variable.key), detail: `The variable \`${variable.key}\` takes a ${variable.type}.` },
  ];
}

function unfitForSubject(key: string, value: string | undefined): InputIssue[] {
  if (value === undefined || isHeaderSafe(value)) return [];
  return [
    {
      pointer: pointTo(key),
      detail: `\`${key}\` stands in the subject, so its value must not contain line breaks or control characters.`,
    },
  ];
}

function unfitForAttributes(html: string, filling: ReadonlyMap<string, string>): InputIssue[] {
  const unfit = new Set<string>();
  for (const { 1: key = "", index } of html.matchAll(PLACEHOLDER))
    if (runsAsScript(filling.get(key) ?? "") && beginsAttribute(html.slice(0, index))) unfit.add(key);
  return [...unfit].map((key) => ({
    pointer: pointTo(key),
    detail: `\`${key}\` stands where an address begins, so its value must not be a script.`,
  }));
}

function tooLong({ subject, html, text }: Pick<Filled, "subject" | "html" | "text">): InputIssue[] {
  const issues: InputIssue[] = [];
  if ((subject?.length ?? 0) > SUBJECT_CHARS_MAX)
    issues.push({
      pointer: "",
      detail: `With these values the subject has more than ${SUBJECT_CHARS_MAX} characters.`,
    });
  if (Math.max(html.length, text?.length ?? 0) > CONTENT_CHARS_MAX)
    issues.push({
      pointer: "",
      detail: `With these values the content has more than ${CONTENT_CHARS_MAX.toLocaleString("en")} characters.`,
    });
  return issues;
}
