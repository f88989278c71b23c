import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { root } from "./env-files";

const STOP_TIMEOUT_MS = 5_000;
/** Lines of a child that are kept to explain its end. */
const KEPT_LINES_MAX = 30;

export interface StartOptions {
  name: string;
  command: string[];
  env?: Record<string, string | undefined>;
  /** Shown in front of each line; left out, the child writes to the terminal itself. */
  prefix?: string;
  /** The promise of `start` resolves with the first line that this finds; left out, at once. */
  readyWhen?: RegExp;
}

interface Member {
  name: string;
  child: ChildProcess;
  lines: string[];
}

/**
 * Programs that live and die together. Each leads a process group of its own, so that a signal reaches its children
 * too; the first one that ends on its own ends the rest.
 */
export class ProcessGroup {
  private readonly members: Member[] = [];
  private stopping = false;

  constructor(private readonly onDeath: (message: string) => void) {
    // Last resort, if this program ends without `stop`: no orphans.
    process.on("exit", () => this.signalAll("SIGKILL"));
  }

  /** Starts a Node program. Resolves with the line that `readyWhen` found. */
  start(options: StartOptions): Promise<string> {
    const piped = options.prefix !== undefined || options.readyWhen !== undefined;
    const child = spawn(process.execPath, options.command, {
      cwd: root,
      env: { ...process.env, ...options.env },
      detached: process.platform !== "win32",
      stdio: ["ignore", piped ? "pipe" : "inherit", piped ? "pipe" : "inherit"],
    });
    const member: Member = { name: options.name, child, lines: [] };
    this.members.push(member);
    return new Promise((resolve) => {
      if (options.readyWhen === undefined) resolve("");
      for (const stream of [child.stdout, child.stderr]) {
        if (!stream) continue;
        createInterface({ input: stream }).on("line", (line) => {
          member.lines.push(line);
          if (member.lines.length > KEPT_LINES_MAX) member.lines.shift();
          if (options.prefix !== undefined) console.log(options.prefix + line);
          if (options.readyWhen?.test(line)) resolve(line);
        });
      }
      child.on("error", (error) => this.reportDeath(member, error.message));
      child.on("close", (code, signal) => this.reportDeath(member, signal ?? `exit code ${code}`));
    });
  }

  /** Asks all to end, and ends those that don't within `withinMs`. */
  async stop(withinMs = STOP_TIMEOUT_MS): Promise<void> {
    this.stopping = true;
    const ended = this.members.map(
      ({ child }) =>
        new Promise<void>((resolve) => (hasEnded(child) ? resolve() : child.once("exit", () => resolve()))),
    );
    this.signalAll("SIGTERM");
    const timer = setTimeout(() => this.signalAll("SIGKILL"), withinMs);
    await Promise.all(ended);
    clearTimeout(timer);
    // What they started and left behind.
    this.signalAll("SIGKILL", this.members);
  }

  private reportDeath({ name, lines }: Member, reason: string): void {
    if (this.stopping) return;
    this.stopping = true;
    this.onDeath([`${name} has ended (${reason}).`, ...lines.map((line) => `  ${line}`)].join("\n"));
  }

  private signalAll(
    signal: NodeJS.Signals,
    members = this.members.filter(({ child }) => !hasEnded(child)),
  ): void {
    for (const { child } of members) {
      if (child.pid === undefined) continue;
      try {
        // A negative id means the whole group.
        process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
      } catch {
        // It has ended, and nothing of its group is left.
      }
    }
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
