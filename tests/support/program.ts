import { type ChildProcess, spawn } from "node:child_process";
import { root } from "@/scripts/env-files";

/** Variables of the test runner, or of the developer's shell, that would change how a program behaves. */
const NOT_PASSED_ON =
  /^(VITEST|TEST|NODE_ENV|NODE_OPTIONS|NODE_V8_COVERAGE|PLAYWRIGHT|PW_|npm_|MAILKIT_|SANDBOX_)/;

/** A Node program that a test started, in a process group of its own. */
export class Program {
  private output = "";
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;

  constructor(
    readonly name: string,
    command: readonly string[],
    env: Record<string, string | undefined>,
    cwd = root,
  ) {
    const inherited = Object.entries(process.env).filter(([key]) => !NOT_PASSED_ON.test(key));
    this.child = spawn(process.execPath, command, {
      cwd,
      // Next's own type wants NODE_ENV; the program decides on it itself.
      env: { ...Object.fromEntries(inherited), ...env } as NodeJS.ProcessEnv,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    this.ended = new Promise((resolve) => this.child.once("close", () => resolve()));
    running.add(this);
    void this.ended.then(() => running.delete(this));
  }

  /** The process to kill at a moment of a test's choosing. */
  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} did not start.`);
    return this.child.pid;
  }

  /** Everything that it wrote so far. */
  get logs(): string {
    return this.output;
  }

  /** Exit code, null while it runs or when a signal ended it. */
  get exitCode(): number | null {
    return this.child.exitCode;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Signals the whole group and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.signal(signal);
    await this.ended;
  }

  /** Waits for it to end by itself. */
  untilEnd(): Promise<void> {
    return this.ended;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // It has ended.
    }
  }
}

const running = new Set<Program>();
// A test run that is cut short leaves nothing behind.
process.on("exit", () => {
  for (const program of running) program.signal("SIGKILL");
});
