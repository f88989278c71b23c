import "server-only";
import { pauseLine } from "../provider-line";
import { resend } from "./client";
import { type DispatchCall, type DispatchOutcome, dispatchOutcome } from "./outcome";

/** Resend answers in about 100 ms; after this long the outcome counts as unknown. Must stay under a dispatch's lease. */
const TIMEOUT_MS = 15_000;
/** When only an operator can help, look again this often. */
const STOPPED_PAUSE_MS = 30_000;
const RATE_LIMIT_PAUSE_MS = 1_000;

/**
 * One call to Resend: `POST /emails` for one, else `POST /emails/batch`, permissive, so that a bad email does
 * not take the others with it. `body` is the exact JSON, `idempotencyKey` names it for ever (Resend keeps keys for
 * 24 h). Never throws: what can't be told is `unknown`. Stops the line for everybody when Resend asks for that.
 */
export async function postEmails(
  body: string,
  idempotencyKey: string,
  call: DispatchCall,
): Promise<DispatchOutcome> {
  const options = {
    idempotencyKey,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    // A followed 301 or 302 would turn the POST into a GET, and a success that sent nothing.
    redirect: "error",
    headers: { "x-batch-validation": "permissive" },
  };
  const answer = await resend().post(
    call.size === 1 ? "/emails" : "/emails/batch",
    JSON.parse(body),
    options,
  );
  const outcome = dispatchOutcome(answer, call);
  if (outcome.kind === "stopped") await pauseLine("resend", STOPPED_PAUSE_MS, outcome.reason);
  if (outcome.kind === "unknown" && answer.headers?.["retry-after"])
    await pauseLine("resend", outcome.retryAfterMs ?? RATE_LIMIT_PAUSE_MS, outcome.reason);
  return outcome;
}
