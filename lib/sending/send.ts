import "server-only";
import { checkpoint } from "../checkpoint";
import type { SendResult } from "../contracts/send";
import { refreshBalance } from "../credits/refresh";
import { databaseUnavailable } from "../db/client";
import { env } from "../env";
import { AppError, InsufficientCredits } from "../errors";
import { log } from "../log";
import type { Ports } from "../ports";
import { type Acceptance, type Candidate, type NewEmail, prepareEmail } from "./candidate";
import { MIRROR_SERVES_MS } from "./decide-holds";
import { isSettled, type Standing } from "./email-row";
import { maySecondLook } from "./second-look";
import { whenSettled } from "./settled";

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
 * `email_refused`, `idempotency_mismatch`, `queue_full`, `overloaded`, ProviderUnavailable, `database_unavailable`; in each
 * case nothing is charged. `onAccepted` is called once the email is durable, if it was not before.
 */
export async function send(ports: Ports, command: SendCommand, onAccepted: () => void): Promise<SendAnswer> {
  checkpoint("request-parsed");
  const candidate = prepareEmail(ports.newId(), command);
  const acceptance = await ports.withRoom(candidate, () => accept(ports, candidate));
  const email = await requireAccepted(ports, acceptance, candidate);
  if (acceptance.kind === "accepted") onAccepted();
  const isWaitedFor = !command.respondAsync && !email.standing;
  const standing = isWaitedFor
    ? await whenSettled(
        ports,
        { customerId: candidate.customerId, emailId: email.id },
        ANSWER_WITHIN_MS,
      ).catch(stillOurs)
    : email.standing;
  return { result: answer(email, standing, command.respondAsync), replayed: acceptance.kind === "replayed" };
}

/** The email is accepted and goes out, whatever keeps us from hearing of it: an error would invite a second one. */
function stillOurs(error: unknown): null {
  log.warn("An accepted email could not be followed", { error });
  return null;
}

/** Tries once, and a second time after the balance was read anew, if it was too old to decide on or too low. */
async function accept(ports: Ports, candidate: Candidate): Promise<Acceptance> {
  const { sending, dodo, clock, memory } = ports;
  const trustsMirror = dodo.readsAreOut() ? "while-it-serves" : "no";
  const first = await sending.accept({ ...candidate, trustsMirror });
  const looksAgain =
    first.kind === "stale" ||
    (first.kind === "short" && maySecondLook(memory, candidate.customerId, clock.nowMs()));
  if (!looksAgain) return first;
  await refreshOrTrustMirror(ports, candidate.customerId);
  return sending.accept({ ...candidate, trustsMirror: "yes" });
}

/** Asks Dodo. If it can't be asked, the mirror serves while it is not too old; then the answer is 503. */
async function refreshOrTrustMirror(ports: Ports, customerId: string): Promise<void> {
  const { now, balanceAsOf } = await ports.credits.loadAccount(customerId);
  const mayServe = balanceAsOf !== null && now.getTime() - balanceAsOf.getTime() <= MIRROR_SERVES_MS;
  try {
    await refreshBalance(ports, customerId, now, mayServe ? "read-for-send" : "must-read");
  } catch (error) {
    // A key that Dodo refuses is the operator's trouble, not the sender's, so the mirror serves then as well.
    const isDodosTrouble = error instanceof AppError && error.code.startsWith("provider_");
    if (!isDodosTrouble || !mayServe) throw error;
  }
}

/** An email that is ours, with what its answer needs. */
interface AcceptedEmail {
  id: string;
  credits: number;
  /** Available credits right after it was accepted: every replay answers the same. */
  available: number;
  /** How it stands if it is settled already. */
  standing: Standing | null;
}

async function requireAccepted(
  { sending }: Ports,
  acceptance: Acceptance,
  candidate: Candidate,
): Promise<AcceptedEmail> {
  switch (acceptance.kind) {
    case "accepted":
      return {
        id: acceptance.emailId,
        credits: acceptance.credits,
        available: acceptance.available,
        standing: null,
      };
    case "replayed": {
      const row = await sending.findEmail({ customerId: candidate.customerId, emailId: acceptance.emailId });
      if (!row) throw new Error(`Email ${acceptance.emailId} was accepted and is not there`);
      return {
        id: row.id,
        credits: row.credits,
        available: row.availableAfter,
        standing: isSettled(row) ? row : null,
      };
    }
    case "mismatch":
      throw new AppError(
        "idempotency_mismatch",
        "This Idempotency-Key was used with another request before. Use a new key for a new email.",
        { email_id: acceptance.emailId },
      );
    case "short":
      throw new InsufficientCredits(
        acceptance.available,
        candidate.credits,
        `${env().BASE_URL}/dashboard/billing`,
      );
    case "stale":
      throw databaseUnavailable(new Error("The transaction's outcome is not known to include this request"));
  }
}

/** The answer to a request, made from stored facts alone, so that a replay gets the same one. */
function answer(email: AcceptedEmail, standing: Standing | null, respondAsync: boolean): SendResult {
  const { id } = email;
  if (standing?.status === "failed")
    throw new AppError("email_refused", `The email was refused and nothing was charged: ${standing.cause}`, {
      email_id: id,
    });
  const credits = { charged: email.credits, available: email.available };
  if (standing?.status === "sent" && standing.resendId !== null && !respondAsync)
    return { id, status: "sent", resend_id: standing.resendId, credits };
  return { id, status: "queued", resend_id: null, credits };
}
