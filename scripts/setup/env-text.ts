import { parseEnv } from "node:util";
import { Refusal } from "./refusal";

/** Where a variable stands in the text of an environment file. A value in quotes may go over several lines. */
interface Place {
  first: number;
  last: number;
  /** What follows the value on its last line: a comment. */
  rest: string;
}

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/;
const IS_EMPTY_OR_COMMENT = /^\s*(#|$)/;

/** The text of an environment file: what is there stays, and variables are changed or added. */
export class EnvText {
  private readonly endOfLine: string;
  private lines: string[];
  private places: Map<string, Place>;
  private readonly values: Record<string, string | undefined>;

  /** Throws Refusal with the numbers of the lines that can't be read, never with what they hold. */
  constructor(text: string, fileName: string) {
    this.endOfLine = text.includes("\r\n") ? "\r\n" : "\n";
    this.lines = text.split(/\r?\n/);
    const faults: string[] = [];
    this.places = findPlaces(this.lines, faults);
    if (faults.length > 0)
      throw new Refusal(
        `${fileName} can't be read, and nothing was changed:\n${faults.map((one) => `  - ${one}`).join("\n")}`,
      );
    this.values = { ...parseEnv(text) };
  }

  /** The value; undefined if it is missing or blank. */
  get(name: string): string | undefined {
    return this.values[name]?.trim() || undefined;
  }

  /** Changes the variable where it stands; a new one goes to the end. */
  set(name: string, value: string): void {
    if (this.values[name] === value) return;
    this.values[name] = value;
    const line = `${name}=${quote(name, value)}`;
    const place = this.places.get(name);
    if (place) this.lines.splice(place.first, place.last - place.first + 1, `${line}${place.rest}`);
    else this.lines.splice(this.lines.at(-1) === "" ? -1 : this.lines.length, 0, line);
    this.places = findPlaces(this.lines, []);
  }

  toString(): string {
    const text = this.lines.join(this.endOfLine);
    return text.endsWith(this.endOfLine) || text === "" ? text : `${text}${this.endOfLine}`;
  }
}

function findPlaces(lines: readonly string[], faults: string[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (IS_EMPTY_OR_COMMENT.test(line)) continue;
    const [, name, value] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      faults.push(`line ${at + 1} is neither NAME=value nor a comment`);
      continue;
    }
    const end = endOfValue(lines, at, value);
    if (!end) {
      faults.push(`line ${at + 1}: the value of ${name} has no closing quote`);
      break;
    }
    if (places.has(name)) faults.push(`line ${at + 1}: ${name} is set a second time`);
    places.set(name, { first: at, ...end });
    at = end.last;
  }
  return places;
}

/** The last line of a value, and what follows it there; null if a quote is never closed. */
function endOfValue(lines: readonly string[], at: number, value: string): Omit<Place, "first"> | null {
  const [mark] = /^["'`]/.exec(value) ?? [];
  if (mark === undefined) return { last: at, rest: /\s+#.*$/.exec(value)?.[0] ?? "" };
  const onSameLine = value.indexOf(mark, 1);
  if (onSameLine > 0) return { last: at, rest: value.slice(onSameLine + 1) };
  for (let last = at + 1; last < lines.length; last++) {
    const closing = (lines[last] ?? "").indexOf(mark);
    if (closing >= 0) return { last, rest: (lines[last] ?? "").slice(closing + 1) };
  }
  return null;
}

function quote(name: string, value: string): string {
  if (/^[\w@%+=:,./-]*$/.test(value)) return value;
  // Between double quotes a backslash begins something else.
  const mark = ['"', "'", "`"].find((one) => !value.includes(one) && !(one === '"' && value.includes("\\")));
  if (mark === undefined || /[\r\n]/.test(value)) throw new Refusal(`${name} can't be written to a file.`);
  return `${mark}${value}${mark}`;
}
