import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { EnvText } from "./env-text";
import { Refusal } from "./refusal";

/** Only its owner may read it: it holds keys. */
const MODE = 0o600;

export interface EnvFile {
  path: string;
  text: EnvText;
  /** True if there was no such file, and the text is that of the template. */
  isNew: boolean;
}

/** Reads the file, or the template where there is none, and makes sure that it can be written. Throws Refusal. */
export function openEnvFile(given: string, template: string): EnvFile {
  const isNew = !existsSync(given);
  // What a link leads to is replaced, and not the link.
  const file = isNew ? path.resolve(given) : realpathSync(given);
  if (!isNew && !statSync(file).isFile()) throw new Refusal(`${file} is not a file.`);
  const source = isNew ? template : file;
  const text = attempt(`${source} can't be read`, () =>
    existsSync(source) ? readFileSync(source, "utf8") : "",
  );
  attempt(`${file} can't be written, so nothing was begun`, () => {
    closeSync(openSync(draftOf(file), "wx", MODE));
    rmSync(draftOf(file));
  });
  return { path: file, text: new EnvText(text, source), isNew };
}

/** Writes the file beside its place and moves it there: whoever reads it sees the old one or the new one. */
export function saveEnvFile({ path: file, text }: EnvFile): void {
  const draft = draftOf(file);
  attempt(`${file} could not be written`, () => {
    try {
      const handle = openSync(draft, "wx", MODE);
      try {
        writeSync(handle, text.toString());
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(draft, file);
    } finally {
      rmSync(draft, { force: true });
    }
  });
}

const draftOf = (file: string) => `${file}.${process.pid}.tmp`;

function attempt<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Refusal(`${what}: ${error instanceof Error ? error.message : error}`);
  }
}
