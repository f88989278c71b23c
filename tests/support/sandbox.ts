import { type SandboxControl, sandboxControl } from "@/sandbox/control-client";
import { Program } from "./program";
import { waitFor } from "./wait-for";

export interface RunningSandbox {
  url: string;
  dodoUrl: string;
  resendUrl: string;
  control: SandboxControl;
  pid: number;
  /** Ends the process; SIGTERM unless told otherwise. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

const START_TIMEOUT_MS = 30_000;

/** Starts the real sandbox on a free port, in memory unless SANDBOX_DATA_DIR says otherwise. */
export async function startSandbox(env: Record<string, string> = {}): Promise<RunningSandbox> {
  const program = new Program("sandbox", ["--import", "tsx", "sandbox/main.ts"], {
    SANDBOX_PORT: "0",
    SANDBOX_DATA_DIR: ":memory:",
    ...env,
  });
  const address = () => /sandbox listening on (http:\S+)/.exec(program.logs)?.[1];
  await waitFor(() => program.hasEnded || address(), {
    timeoutMs: START_TIMEOUT_MS,
    what: "the sandbox to listen",
  });
  const url = address();
  if (!url) throw new Error(`The sandbox did not start:\n${program.logs}`);
  return {
    url,
    dodoUrl: `${url}/dodo`,
    resendUrl: `${url}/resend`,
    control: sandboxControl(url),
    pid: program.pid,
    stop: (signal = "SIGTERM") => program.end(signal),
  };
}
