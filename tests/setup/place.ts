import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { sandboxDefaults } from "@/sandbox/constants";
import { Program } from "../support/program";
import { type RunningSandbox, startSandbox } from "../support/sandbox";

/** Where setup and doctor run: an empty account at both providers, and an environment file of its own. */
export interface Place {
  sandbox: RunningSandbox;
  /** The environment file. */
  file: string;
  /** Lines of it with which setup needs nothing else. */
  inputs: string;
  read(): string;
  write(text: string): void;
  /** What stands in it. */
  values(): Record<string, string>;
  run(script: "setup" | "doctor", args?: string[], env?: Record<string, string>): Promise<Ended>;
  stop(): Promise<void>;
}

export interface Ended {
  code: number | null;
  output: string;
}

export async function openPlace(baseUrl = "http://127.0.0.1:3999"): Promise<Place> {
  const sandbox = await startSandbox({ SANDBOX_EMPTY: "true" });
  const folder = mkdtempSync(path.join(tmpdir(), "mailkit-setup-"));
  const file = path.join(folder, ".env");
  const inputs = [
    `BASE_URL=${baseUrl}`,
    `DODO_PAYMENTS_BASE_URL=${sandbox.dodoUrl}`,
    `DODO_PAYMENTS_API_KEY=${sandboxDefaults.dodoApiKey}`,
    "DODO_PAYMENTS_ENVIRONMENT=test_mode",
    `RESEND_BASE_URL=${sandbox.resendUrl}`,
    `RESEND_API_KEY=${sandboxDefaults.resendApiKey}`,
    `EMAIL_FROM="${sandboxDefaults.emailFrom}"`,
    "",
  ].join("\n");
  const read = () => readFileSync(file, "utf8");
  return {
    sandbox,
    file,
    inputs,
    read,
    write: (text) => writeFileSync(file, text),
    values: () => parseEnv(read()) as Record<string, string>,
    run: async (script, args = [], env = {}) => {
      const command = ["--conditions=react-server", "--import", "tsx", `scripts/${script}.ts`];
      // The test runner has a BASE_URL of its own.
      const program = new Program(script, [...command, "--env", file, ...args], {
        BASE_URL: undefined,
        ...env,
      });
      await program.untilEnd();
      return { code: program.exitCode, output: program.logs };
    },
    stop: async () => {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
