/** Finds its way in TypeScript by brackets and strings alone. */
const OPENING = "([{";
const CLOSING = ")]}";

/** From `start` to the end of the statement: a semicolon outside of brackets, or the brace that closes a body. */
export function statementFrom(text: string, start: number): string {
  const isFunction = text.startsWith("function", start);
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? "";
    if (OPENING.includes(character)) {
      const group = groupFrom(text, at);
      at += group.length - 1;
      if (isFunction && character === "{") return text.slice(start, at + 1);
    } else if (character === ";" || CLOSING.includes(character)) return text.slice(start, at);
  }
  return text.slice(start);
}

/** A group in brackets from its opening one on, with all that is within. Brackets in strings are not counted. */
export function groupFrom(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === '"' || character === "'") at = endOfString(text, at);
    else if (OPENING.includes(character)) depth++;
    else if (CLOSING.includes(character) && --depth === 0) return text.slice(open, at + 1);
  }
  throw new Error(`A bracket is never closed: ${text.slice(open, open + 80)}`);
}

/** To the end of the group that `start` is in, or of the text. */
export function untilClosed(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? "";
    if (OPENING.includes(character)) depth++;
    else if (CLOSING.includes(character) && --depth < 0) return text.slice(start, at);
  }
  return text.slice(start);
}

function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at;
  }
  // An apostrophe in a template.
  return start;
}

/** The same text without its comments. Addresses in strings stay, since nothing but a space comes before a comment. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
}
