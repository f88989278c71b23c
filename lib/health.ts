import "server-only";
import type { Health, LineHealth } from "./contracts/health";
import { type Line, readLine } from "./providers/line-row";
import { countOpenEmails } from "./sending/count-open-emails";

/** How MailKit is, to everybody; what an operator has to mend, once there is something. Throws if the database is away. */
export async function readHealth(): Promise<Health> {
  const [resend, dodo] = await Promise.all([readLine("resend"), readLine("dodo")]);
  if (resend.stoppedSince === null && dodo.stoppedSince === null) return { status: "up" };
  return {
    status: "degraded",
    lines: { resend: lineHealth(resend), dodo: lineHealth(dodo) },
    ...(await countOpenEmails()),
  };
}

function lineHealth({ pausedForMs, pausedReason, pausedUntil, stoppedSince }: Line): LineHealth {
  const pause = {
    ...(pausedReason !== null && { reason: pausedReason }),
    ...(pausedForMs > 0 && pausedUntil !== null && { until: pausedUntil.toISOString() }),
  };
  if (stoppedSince !== null) return { state: "stopped", since: stoppedSince.toISOString(), ...pause };
  return pausedForMs > 0 ? { state: "waiting", ...pause } : { state: "ok" };
}
