import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** Collection, key, and the new value; null removes. */
export type Change = [collection: string, key: string, value: unknown];

const bloatedBytes = 128 * 1024 * 1024;

/**
 * An append-only file, one line per synchronous mutation. A line holds all changes of that mutation, so a
 * kill in the middle of a write loses the whole mutation or nothing, and the torn last line is dropped.
 */
export class Journal {
  private readonly path: string | null;
  private pending: Change[] = [];
  private bytes = 0;
  private compactedBytes = 0;

  constructor(dataDir: string) {
    if (dataDir === ":memory:") {
      this.path = null;
      return;
    }
    mkdirSync(dataDir, { recursive: true });
    this.path = join(dataDir, "journal.ndjson");
  }

  read(): Change[] {
    if (!this.path || !existsSync(this.path)) return [];
    const lines = readFileSync(this.path, "utf8").split("\n");
    const isTorn = lines.at(-1) !== "";
    if (isTorn) lines.pop();
    return lines.filter(Boolean).flatMap((line) => JSON.parse(line) as Change[]);
  }

  add(change: Change): void {
    if (!this.path) return;
    // A microtask runs when the current synchronous mutation is over and before any answer is written.
    if (this.pending.length === 0) queueMicrotask(() => this.flush());
    this.pending.push(change);
  }

  flush(): void {
    if (!this.path || this.pending.length === 0) return;
    const line = `${JSON.stringify(this.pending)}\n`;
    this.pending = [];
    appendFileSync(this.path, line);
    this.bytes += line.length;
  }

  /** Most of the file is history. Long before the size that can not be read back as one string. */
  get isBloated(): boolean {
    return this.bytes > Math.max(bloatedBytes, 2 * this.compactedBytes);
  }

  /** Replaces the file by its shortest equal, through a rename so that a crash keeps one or the other. */
  compact(changes: Iterable<Change>): void {
    if (!this.path) return;
    this.pending = [];
    const draft = `${this.path}.new`;
    const file = openSync(draft, "w");
    this.bytes = 0;
    for (const change of changes) this.bytes += writeSync(file, `${JSON.stringify([change])}\n`);
    this.compactedBytes = this.bytes;
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, this.path);
  }
}
