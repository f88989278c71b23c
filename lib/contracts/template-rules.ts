/** What templates may hold, for the server and for the editor. */

export const TEMPLATES_PATH = "/api/templates";

/** As many as Resend allows in one template. */
export const TEMPLATE_VARIABLES_MAX = 50;
/** More than anybody finds their way about in; each is at most a megabyte. */
export const TEMPLATES_MAX = 500;
/** Older versions are forgotten: a program that publishes at each deployment would keep thousands. */
export const TEMPLATE_VERSIONS_MAX = 100;
export const TEMPLATE_BLOCKS_MAX = 200;
/** Resend's bound for one value. */
export const VARIABLE_VALUE_CHARS_MAX = 2000;

export const VARIABLE_KEY = /^[A-Za-z0-9_]{1,50}$/;
/** Resend fills these from contacts, which MailKit has not; the last one is a trap of JavaScript's objects. */
export const RESERVED_VARIABLES: readonly string[] = [
  "FIRST_NAME",
  "LAST_NAME",
  "EMAIL",
  "UNSUBSCRIBE_URL",
  "contact",
  "this",
  "__proto__",
];

/** Where a variable's value goes: `{{{NAME}}}`, spaces inside allowed. */
export const PLACEHOLDER = /\{\{\{[ \t]*([A-Za-z0-9_]{1,50})[ \t]*\}\}\}/g;

/** The variables that the texts use, each once, in the order of their first use. */
export function variablesIn(...texts: readonly (string | null | undefined)[]): string[] {
  const found = texts.flatMap((text) => [...(text ?? "").matchAll(PLACEHOLDER)].map(([, key = ""]) => key));
  return [...new Set(found)];
}
