import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "@/scripts/env-files";
import { type Edit, mutate, type Suite } from "./mutant";

/** Stands for the production build, which no suite here looks at. */
const NO_BUILD = ".data/no-build";
const SUITE_TIMEOUT_MS = 10 * 60_000;

export interface Verdict {
  passed: number;
  failed: number;
}

/** A copy of the source tree in which the source may be broken. */
export class Workshop {
  private readonly directory: string;
  private running: ChildProcess | undefined;

  constructor() {
    this.directory = mkdtempSync(path.join(tmpdir(), "mailkit-mutants-"));
    // PostgreSQL may run as another user, who has to get in.
    chmodSync(this.directory, 0o755);
    for (const file of sourceFiles()) {
      mkdirSync(path.dirname(this.at(file)), { recursive: true });
      copyFileSync(path.join(root, file), this.at(file));
    }
    linkTree(path.join(root, "node_modules"), this.at("node_modules"));
    mkdirSync(this.at(NO_BUILD), { recursive: true });
    writeFileSync(this.at(`${NO_BUILD}/BUILD_ID`), "none");
  }

  /** Runs a suite while the edits are made, and takes them back. Throws if one has no place. */
  async runWith(edits: readonly Edit[], suite: Suite): Promise<Verdict> {
    const originals = new Map(edits.map(({ file }) => [file, readFileSync(this.at(file), "utf8")]));
    try {
      for (const edit of edits)
        writeFileSync(this.at(edit.file), mutate(readFileSync(this.at(edit.file), "utf8"), edit));
      return await this.run(suite);
    } finally {
      for (const [file, text] of originals) writeFileSync(this.at(file), text);
    }
  }

  remove(): void {
    this.running?.kill();
    this.stopPostgres();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** A suite that a mutant has broken may have left it running. */
  private stopPostgres(): void {
    const pidFile = this.at(".data/test-postgres/cluster/postmaster.pid");
    if (!existsSync(pidFile)) return;
    try {
      // To PostgreSQL this is a fast shutdown.
      process.kill(Number.parseInt(readFileSync(pidFile, "utf8"), 10), "SIGINT");
    } catch {
      // It has ended without removing its file.
    }
  }

  private async run({ project, file, name }: Suite): Promise<Verdict> {
    const report = this.at("mutant-report.json");
    rmSync(report, { force: true });
    const command = ["node_modules/vitest/vitest.mjs", "run", "--project", project, file];
    if (name) command.push("-t", name);
    this.running = spawn(process.execPath, [...command, "--reporter=json", `--outputFile=${report}`], {
      cwd: this.directory,
      env: { ...process.env, LOG_LEVEL: "silent", MAILKIT_TEST_BUILD: NO_BUILD },
      stdio: "ignore",
      timeout: SUITE_TIMEOUT_MS,
    });
    await once(this.running, "close");
    if (!existsSync(report)) return { passed: 0, failed: 0 };
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: numPassedTests, failed: numFailedTests };
  }

  private at(file: string): string {
    return path.join(this.directory, file);
  }
}

/** What git knows, and what is new and not ignored. */
function sourceFiles(): string[] {
  const { stdout } = spawnSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split("\0").filter((file) => file && existsSync(path.join(root, file)));
}

/** A second set of names for the same files, which costs no space; copies where that is not possible. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
  }
}
