import "server-only";

/** One line of CSV (RFC 4180), with its end. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(toField).join(",")}\r\n`;
}

/** A spreadsheet takes what begins like this for a formula, and what strangers write may begin so. */
function toField(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
