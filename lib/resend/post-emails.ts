import "server-only";
import { z } from "zod";
import { parseAddress } from "../contracts/address";
import { env } from "../env";
import { learnLimit, lineWorks, pauseLine, stopLine } from "../providers/answers";
import { resend } from "./client";
import { type DispatchCall, type DispatchOutcome, dispatchOutcome, type ResendAnswer } from "./outcome";
import { paceCall } from "./pace";

/** Resend answers in about 100 ms; after this long the outcome counts as unknown. Must stay under a dispatch's lease. */
const TIMEOUT_MS = 15_000;
/** For files, which take their time on the way: 40 MB at 13 Mbit/s. Under the lease as well. */
const LARGE_TIMEOUT_MS = 25_000;
const LARGE_FROM_BYTES = 1_000_000;
const RATE_LIMIT_PAUSE_MS = 1_000;

/**
 * One call to Resend: `POST /emails` for one, else `POST /emails/batch`, permissive, so that a bad email does
 * not take the others with it. `body` is the exact JSON, `idempotencyKey` names it for ever (Resend keeps keys for
 * 24 h). Never throws: what can't be told is `unknown`. What the answer says of the line, all instances heed.
 */
export async function postEmails(
  body: string,
  idempotencyKey: string,
  call: DispatchCall,
): Promise<DispatchOutcome> {
  await paceCall();
  const options = {
    idempotencyKey,
    signal: AbortSignal.timeout(body.length < LARGE_FROM_BYTES ? TIMEOUT_MS : LARGE_TIMEOUT_MS),
    // A followed 301 or 302 would turn the POST into a GET, and a success that sent nothing.
    redirect: "error",
    headers: { "x-batch-validation": "permissive" },
  };
  const startedAtMs = performance.now();
  const answer = await resend().post(
    call.size === 1 ? "/emails" : "/emails/batch",
    JSON.parse(body),
    options,
  );
  const outcome = dispatchOutcome(answer, call, operatorDomain());
  await heed(answer, outcome, performance.now() - startedAtMs);
  return outcome;
}

function operatorDomain(): string {
  return parseAddress(env().EMAIL_FROM)?.address.split("@").at(-1) ?? "";
}

async function heed(answer: ResendAnswer, outcome: DispatchOutcome, tookMs: number): Promise<void> {
  const { headers } = answer;
  if (outcome.kind === "stopped") return stopLine("resend", outcome.reason);
  if (headers)
    await learnLimit("resend", { status: httpStatus(answer), header: (name) => headers[name] ?? null });
  if (outcome.kind !== "unknown") return lineWorks("resend", tookMs);
  if (headers?.["retry-after"])
    await pauseLine("resend", outcome.retryAfterMs ?? RATE_LIMIT_PAUSE_MS, outcome.reason);
}

const statusSchema = z.object({ statusCode: z.number() });

/** The SDK gives the status of an error only, and only as the body states it. */
function httpStatus({ error }: ResendAnswer): number {
  return statusSchema.safeParse(error).data?.statusCode ?? 200;
}
