import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type SandboxControl, sandboxControl } from "@/sandbox/control-client";

export interface RunningSandbox {
  url: string;
  dodoUrl: string;
  resendUrl: string;
  control: SandboxControl;
  pid: number;
  /** Ends the process; SIGTERM unless told otherwise. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

const startTimeoutMs = 20_000;
const rootDir = new URL("../..", import.meta.url).pathname;

/** Starts the real sandbox on a free port, in memory unless SANDBOX_DATA_DIR says otherwise. */
export async function startSandbox(env: Record<string, string> = {}): Promise<RunningSandbox> {
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/main.ts"], {
    cwd: rootDir,
    env: { ...withoutSandboxSettings(process.env), SANDBOX_PORT: "0", SANDBOX_DATA_DIR: ":memory:", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const firstLine = once(createInterface({ input: child.stdout }), "line", {
    signal: AbortSignal.timeout(startTimeoutMs),
  });
  const outcome = await Promise.race([firstLine, exited.then(() => null)]);
  const url = outcome ? /sandbox listening on (http:\S+)/.exec(String(outcome[0]))?.[1] : undefined;
  if (!url || child.pid === undefined) {
    child.kill();
    throw new Error(`The sandbox did not start: ${outcome?.[0] ?? `exit code ${child.exitCode}`}`);
  }
  return {
    url,
    dodoUrl: `${url}/dodo`,
    resendUrl: `${url}/resend`,
    control: sandboxControl(url),
    pid: child.pid,
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}

/** What the developer has in the shell must not change what a test starts. */
function withoutSandboxSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith("SANDBOX_")),
  ) as NodeJS.ProcessEnv;
}
