import { type SandboxControl, sandboxControl } from "@/sandbox/control-client";
import { sandboxVariables } from "@/scripts/stack-env";
import { Program } from "@/tests/support/program";
import { waitFor } from "@/tests/support/wait-for";

export interface RunningSandbox {
  url: string;
  control: SandboxControl;
  program: Program;
}

/** A sandbox in a process of its own, in memory, that tells `webhookUrl` what happens. */
export async function startSandbox(appPort: number, webhookUrl: string): Promise<RunningSandbox> {
  const program = new Program("sandbox", ["--import", "tsx", "sandbox/main.ts"], {
    ...sandboxVariables({ port: 0, appPort, dataDirectory: ":memory:", deliveryEvents: false }),
    SANDBOX_WEBHOOK_URL: webhookUrl,
  });
  const url = await waitFor(() => /sandbox listening on (http:\S+)/.exec(program.logs)?.[1], {
    timeoutMs: 30_000,
    what: "the sandbox to listen",
  });
  return { url, control: sandboxControl(url), program };
}
