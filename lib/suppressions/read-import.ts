import "server-only";
import { toListAddress } from "./address";

export interface ImportFile {
  /** Every address once, lower case and without names. */
  addresses: string[];
  /** Lines that hold no address, by their number, which begins with 1. */
  invalid: { line: number; text: string }[];
}

/** How other services head the column. */
const HEADINGS = /^(e-?mail|e-?mail[ _-]?address|address|recipient)$/i;
const SHOWN_CHARS_MAX = 100;

/**
 * Reads addresses out of a CSV file, with or without a line of headings, or out of plain lines. Empty lines are nothing.
 * Without headings the first field is the address. Pure.
 */
export function readImport(text: string): ImportFile {
  const addresses = new Set<string>();
  const invalid: ImportFile["invalid"] = [];
  let column = 0;
  let isFirst = true;
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (line.trim() === "") continue;
    const fields = splitLine(line);
    const heading = isFirst ? fields.findIndex((field) => HEADINGS.test(field)) : -1;
    isFirst = false;
    if (heading >= 0) {
      column = heading;
      continue;
    }
    const address = toListAddress(withoutGuard(fields[column] ?? ""));
    if (address) addresses.add(address);
    else invalid.push({ line: index + 1, text: line.trim().slice(0, SHOWN_CHARS_MAX) });
  }
  return { addresses: [...addresses], invalid };
}

/** Fields between commas, semicolons or tabs, which quotes protect. */
function splitLine(line: string): string[] {
  const fields: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if (isQuoted && char === '"' && line[at + 1] === '"') at++;
    else if (char === '"' && (isQuoted || field.trim() === "")) {
      isQuoted = !isQuoted;
      continue;
    } else if (!isQuoted && (char === "," || char === ";" || char === "\t")) {
      fields.push(field.trim());
      field = "";
      continue;
    }
    field += char;
  }
  return [...fields, field.trim()];
}

/** Our own export, and others, put an apostrophe before what a spreadsheet would take for a formula. */
function withoutGuard(field: string): string {
  return field.replace(/^'(?=[=+\-@])/, "");
}
