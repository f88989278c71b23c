/**
 * `npm run doctor`: looks at everything that a working deployment needs, and says in a line each what is well and what to do.
 *   npm run doctor -- --json          the same for programs
 *   npm run doctor -- --env <file>    of this file instead of .env.local and .env
 * Ends with 1 if anything failed. Changes nothing; two signed test messages are stored and ignored.
 */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { runChecks } from "@/lib/checks";
import { readConfiguration } from "@/lib/checks/configuration";
import type { Check } from "@/lib/contracts/checks";
import { readEnvFiles } from "./env-files";

const ATTEMPTS = 2;
const TIMEOUT_MS = 10_000;
const MARKS: Record<Check["state"], string> = { ok: "✓", failed: "✗", skipped: "–" };

const { json, env: file } = options();
const checks = await runChecks({
  configuration: readConfiguration(readEnvFiles(file)),
  manners: { attempts: ATTEMPTS, timeoutMs: TIMEOUT_MS },
  messageId: `check_${randomUUID()}`,
  triesWriting: true,
});
const failed = checks.filter(({ state }) => state === "failed").length;
console.log(json ? JSON.stringify({ ok: failed === 0, failed, checks }, null, 2) : report());
process.exit(failed === 0 ? 0 : 1);

function options(): { json: boolean; env: string | undefined } {
  try {
    const { values } = parseArgs({ options: { json: { type: "boolean" }, env: { type: "string" } } });
    return { json: values.json ?? false, env: values.env };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

function report(): string {
  const lines = checks.map(
    ({ state, text, fix }) => `${MARKS[state]} ${text}${fix === undefined ? "" : ` → ${fix}`}`,
  );
  const end = failed === 0 ? "Everything that was checked is well." : `${failed} of ${checks.length} failed.`;
  return [...lines, "", end].join("\n");
}
