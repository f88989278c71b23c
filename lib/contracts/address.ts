/** Characters that end or forge a header line somewhere between here and the reader's mail program. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const HEADER_BREAKERS = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

/** Half of a pair that makes one character: no encoding has it, and the database refuses it. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** True if every encoding and the database can hold the text: no NUL, and no half of a character. */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && !HALF_CHARACTER.test(text);
}

/** True if the text may stand in a header field: no line breaks of any kind, no control characters. */
export function isHeaderSafe(text: string): boolean {
  return !HEADER_BREAKERS.test(text) && !HALF_CHARACTER.test(text);
}

/** What can be delivered to, without a name. The same as zod's, which other requests are checked with. */
const BARE_ADDRESS =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
/** RFC 5321. */
const BARE_CHARS_MAX = 254;
/** The longest that can be one: RFC 5321's 254 for the address, and a name. Longer ones are not even looked at. */
export const ADDRESS_CHARS_MAX = 320;
const NAMED_ADDRESS = /^(?:"((?:[^"\\]|\\.)*)"|([^"<>,;@]*?))\s*<([^<>]+)>$/;
/** RFC 5322 specials: a display name with one of these must be quoted. */
const SPECIALS = /[()<>[\]:;@\\,."]/;

export interface Address {
  name: string | null;
  address: string;
}

/**
 * Reads `ada@example.net` or `Ada Lovelace <ada@example.net>`.
 * Returns null for anything else, such as several addresses in one string.
 */
export function parseAddress(text: string): Address | null {
  if (text.length > ADDRESS_CHARS_MAX || !isHeaderSafe(text)) return null;
  const trimmed = text.trim();
  const named = NAMED_ADDRESS.exec(trimmed);
  const address = (named?.[3] ?? trimmed).trim();
  if (!isBareAddress(address)) return null;
  if (!named) return { name: null, address };
  const name = (named[1]?.replace(/\\(.)/g, "$1") ?? named[2] ?? "").trim();
  return { name: name === "" ? null : name, address };
}

/** True for `ada@example.net`, without a name around it. */
export function isBareAddress(text: string): boolean {
  return text.length <= BARE_CHARS_MAX && BARE_ADDRESS.test(text);
}

/** Writes an address for a header, its name quoted where the grammar wants it. */
export function formatAddress({ name, address }: Address): string {
  if (name === null) return address;
  return SPECIALS.test(name) ? `"${name.replace(/(["\\])/g, "\\$1")}" <${address}>` : `${name} <${address}>`;
}

export const ADDRESS_HINT =
  "Write an email address as `name@domain` or `Name <name@domain>`, one per entry, without line breaks.";
export const ADDRESS_TOO_LONG = `An address with its name takes at most ${ADDRESS_CHARS_MAX} characters.`;

/** What is wrong with an address that somebody wrote, in words; null if nothing is. */
export function faultOfAddress(text: string): string | null {
  if (text.length > ADDRESS_CHARS_MAX) return ADDRESS_TOO_LONG;
  return parseAddress(text) ? null : ADDRESS_HINT;
}
