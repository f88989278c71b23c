import "server-only";
import { isHeaderSafe } from "../contracts/address";
import type { InputIssue } from "../contracts/problem";
import { PLACEHOLDER, variablesIn } from "../contracts/template-rules";
import type { TemplateVariable, VariableValues } from "../contracts/template-variable";
import type { TemplateContent } from "../db/schema/templates";
import { escapeHtml, runsAsScript, scanTags } from "./html-tags";

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
    subject: subject && put(subject, filling, SUBJECT_CHARS_MAX),
    html: put(html, filling, CONTENT_CHARS_MAX, escapeHtml),
    text: text && put(text, filling, CONTENT_CHARS_MAX),
  };
  const long = tooLong(filled);
  const faults = [
    ...used.flatMap((key) => wrongType(known.get(key), given.get(key))),
    ...variablesIn(subject).flatMap((key) => unfitForSubject(key, filling.get(key))),
    ...(long.length > 0 ? [] : unfitForAttributes(html, filling)),
  ];
  return { ...filled, missing: used.filter((key) => !filling.has(key)), issues: [...faults, ...long] };
}

/**
 * The text with values in place. What becomes too long is refused anyway, so it is not made to its end: a short request
 * could ask for gigabytes.
 */
function put(
  text: string,
  filling: ReadonlyMap<string, string>,
  charsMax: number,
  write = (value: string) => value,
): string {
  let chars = text.length;
  return text.replace(PLACEHOLDER, (placeholder, key: string) => {
    const value = filling.get(key);
    if (value === undefined || chars > charsMax) return placeholder;
    const written = write(value);
    chars += written.length - placeholder.length;
    return written;
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

/** An attribute is looked at as a whole: two values, or a value and what stands beside it, may make a script together. */
function unfitForAttributes(html: string, filling: ReadonlyMap<string, string>): InputIssue[] {
  const unfit = scanTags(html).attributes.flatMap((value) => {
    const keys = variablesIn(value);
    return keys.length > 0 && runsAsScript(put(value, filling, CONTENT_CHARS_MAX)) ? keys : [];
  });
  return [...new Set(unfit)].map((key) => ({
    pointer: pointTo(key),
    detail: `\`${key}\` stands in an address, so its value must not make a script of it.`,
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
