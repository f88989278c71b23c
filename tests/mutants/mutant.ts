export interface Edit {
  file: string;
  /** Occurs exactly once in the file. */
  find: string;
  replace: string;
}

/** The tests that must go red, in a file that needs no production build and takes seconds. */
export interface Suite {
  project: "unit" | "integration";
  file: string;
  /** Only tests whose names match, as vitest's `-t`. */
  name?: string;
}

/** A rule of sending broken on purpose, and who notices. */
export interface Mutant {
  rule: string;
  name: string;
  edits: readonly Edit[];
  suite: Suite;
}

/** The text with the edit made. Throws if its place is gone: then the list must follow the source. */
export function mutate(text: string, { file, find, replace }: Edit): string {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`${file} has ${places} places for the mutant's ${JSON.stringify(find)}`);
  return text.replace(find, () => replace);
}
