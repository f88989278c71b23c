/**
 * What a text has to be like. One definition for both sides: requests are parsed with the schema made of it
 * (`text-schema.ts`), and forms check with `faultOfText` before they ask, which takes no schema library to the browser.
 */
export interface TextRule {
  /** Spaces around it don't count. */
  isTrimmed?: boolean;
  /** Said of what is no text. */
  kind?: string;
  /** Said of an empty text; left out where it may be empty. */
  empty?: string;
  max?: { chars: number; fault: string };
  pattern?: { of: RegExp; fault: string };
  /** What no pattern says. */
  fit?: { isFit: (text: string) => boolean; fault: string };
}

/** What is wrong with the text, in words; null if nothing is. */
export function faultOfText(rule: TextRule, written: string): string | null {
  const { isTrimmed, empty, max, pattern, fit } = rule;
  const text = isTrimmed ? written.trim() : written;
  if (empty !== undefined && text === "") return empty;
  if (max && text.length > max.chars) return max.fault;
  if (pattern && !pattern.of.test(text)) return pattern.fault;
  if (fit && !fit.isFit(text)) return fit.fault;
  return null;
}
