import type { Options } from "./options";

/** One line of the table. */
export interface Result {
  row: string;
  what: string;
  tutorial: string;
  mailkit: string;
  ratio: string;
  target: string;
  /** Null where there is no target, or nothing was measured. */
  isMet: boolean | null;
}

/** A measurement: the rows that it fills, and how. */
export interface Measurement {
  fills: readonly string[];
  run(options: Options): Promise<Result[]>;
}

/** Says what is going on, beside the table. */
export function say(text: string): void {
  console.log(`  ${text}`);
}
