import "server-only";
import { checkpoint } from "./checkpoint";
import type { EmailDetail, EmailPage } from "./contracts/email";
import { engine } from "./engine";
import { AppError } from "./errors";
import { live } from "./live";
import { verifyResendWebhook } from "./resend/webhook";
import { listEmails as list, type PageRequest, readEmail, readEmailHtml } from "./sending/list";
import { type SendAnswer, type SendCommand, send } from "./sending/send";
import { storeWebhook } from "./webhooks/inbox";

/** The one door to sending. */

/**
 * Sends an email: holds its credits, makes it durable, dispatches it, and answers when Resend has taken it or after
 * 10 s. Throws InsufficientCredits, `email_refused`, `idempotency_mismatch`, `queue_full`, `overloaded`,
 * ProviderUnavailable; each charges nothing.
 */
export async function sendEmail(command: SendCommand): Promise<SendAnswer> {
  return send(live, command, () => engine().kick("dispatch"));
}

/** A page of the customer's emails, newest first. */
export async function listEmails(customerId: string, page: PageRequest): Promise<EmailPage> {
  return list(customerId, page);
}

/** One email; null if there is none by this id, or it is another customer's. */
export async function getEmail(customerId: string, emailId: string): Promise<EmailDetail | null> {
  return readEmail(customerId, emailId);
}

/** One email. Throws `not_found`, also for another customer's. */
export async function requireEmail(customerId: string, emailId: string): Promise<EmailDetail> {
  const email = await readEmail(customerId, emailId);
  if (email) return email;
  throw notFound();
}

/** The HTML body of one email. Throws `not_found`, also if the email has none. */
export async function requireEmailHtml(customerId: string, emailId: string): Promise<string> {
  const html = await readEmailHtml(customerId, emailId);
  if (html !== null) return html;
  throw notFound();
}

/**
 * Takes a webhook of Resend's: checks the signature over the exact text, stores it once, and leaves applying it to the
 * engine, so that the answer is quick. Throws `invalid_signature`, and `not_found` where no signing key is configured.
 */
export async function receiveResendWebhook(rawBody: string, headers: Headers): Promise<void> {
  const id = verifyResendWebhook(rawBody, headers);
  checkpoint("webhook-verified");
  if (await storeWebhook({ source: "resend", id, rawBody })) engine().kick("webhook");
}

const notFound = () => new AppError("not_found", "There is no email with this id.");
