import "server-only";
import { checkpoint } from "../checkpoint";
import { countRecipients, type SendRequest, type SendResult } from "../contracts/send";
import { type Account, loadAccount } from "../credits/account";
import { refreshBalance } from "../credits/refresh";
import { engine } from "../engine";
import { env } from "../env";
import { AppError, InsufficientCredits } from "../errors";
import { acceptEmail, type NewEmail } from "./accept";
import { type EmailRow, findEmail } from "./email-row";
import { whenSettled } from "./settled";

/** A balance older than this is read anew before credits are held. */
const FRESH_FOR_MS = 2_000;
/** While Dodo is away, the mirror serves this long: a password reset must not wait for a ledger. */
const MIRROR_SERVES_MS = 15 * 60 * 1000;
/** After this long the caller gets 202: the email is ours, and goes out for certain. */
const ANSWER_WITHIN_MS = 10_000;

export interface SendCommand extends NewEmail {
  /** The caller does not want to wait for Resend. */
  respondAsync: boolean;
}

export interface SendAnswer {
  result: SendResult;
  /** True if the Idempotency-Key was used before and this is its email's answer. */
  replayed: boolean;
}

/**
 * Accepts an email and waits until Resend has taken or refused it, at most 10 s. Throws InsufficientCredits,
 * `email_refused`, `idempotency_mismatch`, ProviderUnavailable, `database_unavailable`; in each case nothing is charged.
 */
export async function send(command: SendCommand): Promise<SendAnswer> {
  checkpoint("request-parsed");
  const { customerId } = command;
  const account = await freshEnough(await loadAccount(customerId));
  let acceptance = await acceptEmail(command);
  if (acceptance.kind === "short") {
    await refreshOrTrustMirror(account);
    acceptance = await acceptEmail(command);
  }
  if (acceptance.kind === "short") throw await insufficient(command.customerId, command.request);
  if (acceptance.kind === "accepted") engine().kick();
  const waitMs = command.respondAsync ? 0 : ANSWER_WITHIN_MS;
  const row =
    waitMs > 0
      ? await whenSettled(customerId, acceptance.emailId, waitMs)
      : await findEmail(customerId, acceptance.emailId);
  if (!row) throw new Error(`Email ${acceptance.emailId} was accepted and is not there`);
  return { result: answer(row, command.respondAsync), replayed: acceptance.kind === "replayed" };
}

/** Reads the balance if the mirror is old or marked stale. A capture in flight brings a new one by itself. */
async function freshEnough(account: Account): Promise<Account> {
  const ageMs = mirrorAgeMs(account);
  const isFresh = account.staleSince === null && ageMs <= FRESH_FOR_MS;
  const isBeingCaptured = account.openCaptureId !== null && ageMs <= MIRROR_SERVES_MS;
  return isFresh || isBeingCaptured ? account : refreshOrTrustMirror(account);
}

/** Asks Dodo. If it can't be asked, the mirror serves while it is not too old; then the answer is 503. */
async function refreshOrTrustMirror(account: Account): Promise<Account> {
  try {
    return await refreshBalance(account.customerId, account.now, "read-for-send");
  } catch (error) {
    // A key that Dodo refuses is the operator's trouble, not the sender's, so the mirror serves then as well.
    const isDodosTrouble = error instanceof AppError && error.code.startsWith("provider_");
    if (isDodosTrouble && mirrorAgeMs(account) <= MIRROR_SERVES_MS) return account;
    throw error;
  }
}

function mirrorAgeMs(account: Account): number {
  return account.balanceAsOf === null
    ? Number.POSITIVE_INFINITY
    : account.now.getTime() - account.balanceAsOf.getTime();
}

async function insufficient(customerId: string, request: SendRequest): Promise<InsufficientCredits> {
  const { available } = await loadAccount(customerId);
  return new InsufficientCredits(available, countRecipients(request), `${env().BASE_URL}/dashboard/billing`);
}

/** The answer to a request, made from the email's row alone, so that a replay gets the same one. */
function answer(row: EmailRow, respondAsync: boolean): SendResult {
  const { id } = row;
  if (row.status === "failed")
    throw new AppError("email_refused", `The email was refused and nothing was charged: ${row.cause}`, {
      email_id: id,
    });
  const credits = { charged: row.credits, available: row.availableAfter };
  if (row.status === "sent" && row.resendId !== null && !respondAsync)
    return { id, status: "sent", resend_id: row.resendId, credits };
  return { id, status: "queued", resend_id: null, credits };
}
