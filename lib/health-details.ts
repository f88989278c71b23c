import "server-only";
import { runChecks } from "./checks";
import { readConfiguration } from "./checks/configuration";
import type { HealthDetails } from "./contracts/checks";
import { env } from "./env";
import { AppError } from "./errors";
import { readHealth } from "./health";
import { perProcess } from "./per-process";
import type { Manners } from "./providers/ask";
import type { Provider } from "./providers/limits";
import { waitForPermit } from "./providers/line";
import { readLine } from "./providers/line-row";
import { isSameSecret } from "./same-secret";

/** Whoever asks more often gets the last answer: one look costs about ten calls at Dodo and five at Resend. */
const KEPT_FOR_MS = 30_000;
const TIMEOUT_MS = 5_000;
const PERMIT_WAIT_MAX_MS = 1_000;
/** A new id with each hour: more would fill the table of messages with tests. */
const HOUR_MS = 3_600_000;

interface Kept {
  details: Promise<HealthDetails>;
  atMs: number;
}

/**
 * How MailKit is, with every check of `npm run doctor`, to whoever shows OPERATOR_TOKEN. As old as half a minute. Throws
 * `unauthenticated` for another token, and where none is configured.
 */
export async function readHealthDetails(token: string): Promise<HealthDetails> {
  const { OPERATOR_TOKEN } = env();
  if (!OPERATOR_TOKEN || !isSameSecret(token, OPERATOR_TOKEN))
    throw new AppError(
      "unauthenticated",
      "Send the header `Authorization: Bearer <OPERATOR_TOKEN>`, or none: whether the service is up is public.",
    );
  const memory = perProcess<{ kept: Kept | null }>("health-details", () => ({ kept: null }));
  if (!memory.kept || performance.now() - memory.kept.atMs > KEPT_FOR_MS)
    memory.kept = { details: look(), atMs: performance.now() };
  return memory.kept.details;
}

async function look(): Promise<HealthDetails> {
  const checkedAt = new Date();
  const manners: Manners = { attempts: 1, timeoutMs: TIMEOUT_MS, takeTurn };
  const [health, checks] = await Promise.all([
    readHealth().catch(() => null),
    runChecks({
      configuration: readConfiguration(process.env),
      manners,
      messageId: `check_${Math.floor(checkedAt.getTime() / HOUR_MS)}`,
      // Captures say so, and stop the line.
      triesWriting: false,
    }),
  ]);
  const failed = checks.filter(({ state }) => state === "failed").length;
  const isWell = health?.status === "up" && failed === 0;
  return {
    status: health === null ? "down" : isWell ? "up" : "degraded",
    health,
    failed,
    checks,
    checked_at: checkedAt.toISOString(),
  };
}

/** The last in line: customers' own calls come first, and the one trial of a stopped line is not for looking. */
async function takeTurn(provider: Provider): Promise<string | null> {
  try {
    const line = await readLine(provider);
    if (line.stoppedSince !== null)
      return `its line is stopped: ${line.pausedReason ?? "no reason is known"}`;
    return await waitForPermit(
      provider,
      PERMIT_WAIT_MAX_MS,
      provider === "dodo" ? "read-for-display" : undefined,
    );
  } catch {
    return "the database, which counts the calls, is away.";
  }
}
