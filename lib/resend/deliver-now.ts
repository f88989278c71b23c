import "server-only";
import { env } from "../env";
import { AppError, ProviderUnavailable } from "../errors";
import { waitForPermit } from "../providers/line";
import { postEmails } from "./post-emails";

const ATTEMPTS_MAX = 3;
const PERMIT_WAIT_MAX_MS = 3_000;

interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** The same for every try at the same mail. */
  idempotencyKey: string;
}

/**
 * Sends a mail while its reader waits for it, and stores nothing: for sign-in links, whose token must not lie in a
 * table. Throws ProviderUnavailable when Resend does not take it now, and `email_refused` when it never will.
 */
export async function deliverNow({ idempotencyKey, ...mail }: Mail): Promise<void> {
  const body = JSON.stringify({ from: env().EMAIL_FROM, ...mail });
  let reason = "";
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const refusal = await waitForPermit("resend", PERMIT_WAIT_MAX_MS);
    if (refusal !== null) throw unavailable(refusal);
    const outcome = await postEmails(body, idempotencyKey, { size: 1, attempt });
    if (outcome.kind === "contradiction") return;
    if (outcome.kind === "settled") {
      const [mail] = outcome.members;
      if (mail?.kind === "refused") throw refused(mail.reason);
      return;
    }
    reason = outcome.reason;
    if (outcome.kind !== "unknown") break;
  }
  throw unavailable(reason);
}

/** Resend's own words may be about the operator's account, so they go to the log and not to the caller. */
function refused(reason: string): AppError {
  return new AppError(
    "email_refused",
    "Mail to this address was refused. Check it, or use another: domains like example.com take no mail.",
    {},
    { cause: new Error(reason) },
  );
}

function unavailable(reason: string): ProviderUnavailable {
  return new ProviderUnavailable(
    "resend",
    "The mail could not be sent just now. Try again in a moment.",
    10,
    {
      cause: new Error(reason),
    },
  );
}
