import "server-only";
import { checkpoint } from "../checkpoint";
import type { SendResult } from "../contracts/send";
import { AppError } from "../errors";
import { log } from "../log";
import type { Submission } from "./candidate";
import type { Standing } from "./email-row";
import type { Ports } from "./ports";
import { whenSettled } from "./settled";
import { type Submitted, submit } from "./submit";

/** After this long the caller gets 202: the email is ours, and goes out for certain. */
const ANSWER_WITHIN_MS = 10_000;

export interface SendCommand extends Submission {
  /** The caller does not want to wait for Resend. */
  respondAsync: boolean;
}

export interface SendAnswer {
  result: SendResult;
  /** True if the Idempotency-Key was used before and this is its email's answer. */
  replayed: boolean;
}

/**
 * Accepts an email and waits until Resend has taken or refused it, at most 10 s; one for later is answered at once.
 * Throws what `submit` throws, and `email_refused`; in each case nothing is charged. `onAccepted` is called once the
 * email is durable, if it was not before.
 */
export async function send(
  ports: Ports,
  command: SendCommand,
  onAccepted: (email: Submitted) => void,
): Promise<SendAnswer> {
  checkpoint("request-parsed");
  const email = await submit(ports, command);
  if (!email.replayed) onAccepted(email);
  const isWaitedFor = !command.respondAsync && !email.standing && !email.scheduledAt;
  const standing = isWaitedFor
    ? await whenSettled(
        ports,
        { customerId: command.customerId, emailId: email.emailId },
        ANSWER_WITHIN_MS,
      ).catch(stillOurs)
    : email.standing;
  return { result: answer(email, standing, command.respondAsync), replayed: email.replayed };
}

/** The email is accepted and goes out, whatever keeps us from hearing of it: an error would invite a second one. */
function stillOurs(error: unknown): null {
  log.warn("An accepted email could not be followed", { error });
  return null;
}

/** The answer to a request, made from stored facts alone, so that a replay gets the same one. */
function answer(email: Submitted, standing: Standing | null, respondAsync: boolean): SendResult {
  const { emailId: id, scheduledAt } = email;
  const credits = { charged: email.credits, available: email.available };
  if (scheduledAt)
    return { id, status: "scheduled", scheduled_at: scheduledAt.toISOString(), resend_id: null, credits };
  if (standing?.status === "failed")
    throw new AppError("email_refused", `The email was refused and nothing was charged: ${standing.cause}`, {
      email_id: id,
    });
  if (standing?.status === "sent" && standing.resendId !== null && !respondAsync)
    return { id, status: "sent", resend_id: standing.resendId, credits };
  return { id, status: "queued", resend_id: null, credits };
}
